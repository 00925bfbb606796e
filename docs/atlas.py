"""The atlas: what the product can do, keeps and tells, and how it says no, on one page."""

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from argosy.kernel.permissions import ROLES
from argosy.kernel.problem import kind_of
from argosy.kernel.worker import Scheduled
from docs.inventory import Function, context_of, facts, first_line, functions, items, permissions, refusals
from docs.modules import Kind, modules

KINDS = {Kind.RULE: "Rules", Kind.STORE: "Stores", Kind.ADAPTER: "Adapters", Kind.DRAWS: "Draws"}
HEAD = """# Atlas

Generated from the code by `python -m docs.generate`; edit the docstrings, not this page.
"""


def atlas() -> str:
    return "\n".join([HEAD, *_does(), *_allowed(), *_keeps(), *_tells(), *_refuses(), *_decides()])


def _does() -> Iterator[str]:
    yield "## What it can do\n"
    for context, inside in _by(lambda function: function.context, functions()):
        yield f"### {context}\n"
        for function in inside:
            yield f"- **{function.name}**: {function.promise}{_woken(function)}"
            for route in function.routes:
                who = f"`{route.may}`" if route.may else "everyone"
                yield f"  - `{route.method} {route.path}` {first_line(route.does)} ({who})"
        yield ""


def _woken(function: Function) -> str:
    if function.hears:
        return " Hears " + ", ".join(f"`{event.name}`" for event in function.hears) + "."
    return " On a schedule." if isinstance(function.module.handler, Scheduled) else ""


def _allowed() -> Iterator[str]:
    """Each permission with the roles that have it."""
    yield "## Who may do it\n"
    yield f"| permission | {' | '.join(ROLES)} |\n|---|{'---|' * len(ROLES)}"
    for permission in permissions():
        yield f"| `{permission}` | {' | '.join('x' if role in permission.roles else '' for role in ROLES)} |"
    yield ""


def _keeps() -> Iterator[str]:
    yield "## What it keeps\n"
    for context, inside in _by(context_of, items()):
        yield f"### {context}\n"
        for item in inside:
            yield f"- **{item.__name__}**: {_text(item)}"
            for pattern in item.patterns():
                where = pattern.index or "the table"
                yield f"  - `{pattern.name}` on {where}: `{pattern.partition}` · `{pattern.sort}`"
        yield ""


def _tells() -> Iterator[str]:
    yield "## What it tells\n"
    hearing = {
        event: [f"`{each.context}/{each.name}`" for each in functions() if event in each.hears] for event in facts()
    }
    for context, inside in _by(context_of, facts()):
        yield f"### {context}\n"
        for event in inside:
            fields = ", ".join(f"`{name}`" for name in event.model_fields)
            heard = "heard by " + ", ".join(hearing[event]) if hearing[event] else "heard by nobody yet"
            yield f"- **{event.name}** v{event.event_version} ({fields}): {_text(event)} *{heard}*"
        yield ""


def _refuses() -> Iterator[str]:
    yield "## How it says no\n"
    yield "| Code | Status | What a person reads | Where |\n|---|---|---|---|"
    for refusal in refusals():
        yield f"| `{refusal.code}` | {kind_of(refusal)[0]} | {getattr(refusal, 'en', '')} | {context_of(refusal)} |"
    yield ""


def _decides() -> Iterator[str]:
    yield "## What decides, and what keeps\n"
    yield f"{' '.join((Kind.__doc__ or '').split())}\n"
    yield f"| Context | {' | '.join(KINDS.values())} |\n|---|{'---|' * len(KINDS)}"
    for context, inside in groupby(modules().items(), key=lambda module: module[0].split(".")[1]):
        of_context = [(name.split(".", 2)[2], kind) for name, kind in inside]
        cells = (" ".join(f"`{name}`" for name, kind in of_context if kind is wanted) for wanted in KINDS)
        yield f"| {context} | {' | '.join(cells)} |"
    yield ""


def _by(context: Callable[[Any], str], things: list[Any]) -> Iterator[tuple[str, Iterator[Any]]]:
    return groupby(sorted(things, key=context), key=context)


def _text(thing: Any) -> str:
    return " ".join((thing.__doc__ or "").split())
