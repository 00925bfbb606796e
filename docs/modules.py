"""What each module of a context is: a rule, a store, an adapter. Derived from what it imports, so that no list is kept."""

import ast
import sys
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import grimp

LAYERS = Path(__file__).parent.parent / "layers"
SHAPES = frozenset({"argosy", "events", "pydantic", "pydantic_core", "annotated_types", "typing_extensions"})
"""What any module may import beside the standard library: it says what things look like, and does nothing."""
TIME_AND_LUCK = frozenset({"os", "random", "secrets", "socket", "subprocess", "time"})
ASKED = frozenset({("clock", "now"), ("ids", "new")})


class Kind(StrEnum):
    """A rule decides by what it is given: neither it nor what it imports asks AWS, somebody else's software, time or luck.

    A store reads or writes, itself or by another; an adapter speaks to somebody else's software; the last asks for the time, for
    luck or for a new id.
    """

    STORE = "store"
    ADAPTER = "adapter"
    DRAWS = "draws"
    RULE = "rule"


@cache
def modules() -> dict[str, Kind]:
    """Each module of a context by its name, such as `argosy.orders.order`."""
    names = filter(_is_of_context, sorted(_graph().modules))
    return {name: min(map(_own_kind, {name, *_below(name)}), key=list(Kind).index) for name in names}


def packages_of(module: str) -> set[str]:
    """Others' packages that it imports itself."""
    return {name.split(".")[0] for name in _imports(module)} - SHAPES - sys.stdlib_module_names


def _own_kind(module: str) -> Kind:
    if _imports(module) & _speaking() or packages_of(module) == {"pynamodb"}:
        return Kind.STORE
    if packages_of(module):
        return Kind.ADAPTER
    return Kind.DRAWS if _imports(module) & TIME_AND_LUCK or ASKED & set(_attributes(module)) else Kind.RULE


@cache
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("argosy", "events", include_external_packages=True)


def _is_of_context(name: str) -> bool:
    inside = name.startswith("argosy.") and name.count(".") > 1 and not name.startswith("argosy.kernel.")
    return inside and not _graph().find_children(name)


def _imports(module: str) -> set[str]:
    return _graph().find_modules_directly_imported_by(module)


@cache
def _below(module: str) -> frozenset[str]:
    """The contexts' modules that it reaches by imports."""
    found: set[str] = set()
    waiting = [module]
    while waiting:
        new = {name for name in _imports(waiting.pop()) if _is_of_context(name)} - found
        found |= new
        waiting += new
    return frozenset(found)


@cache
def _speaking() -> frozenset[str]:
    """The kernel's modules by which AWS is asked. How an event looks anybody may know, and an adapter its keys."""
    shapes = {"argosy.kernel.outbox", "argosy.kernel.secrets"}
    asking = _graph().find_downstream_modules("argosy.kernel.aws") - shapes
    return frozenset({"argosy.kernel.aws", *(name for name in asking if name.startswith("argosy.kernel."))})


def _attributes(module: str) -> Iterator[tuple[str, str]]:
    """`clock.now` and its like, as they stand in the module's text."""
    for node in ast.walk(ast.parse((LAYERS / (module.replace(".", "/") + ".py")).read_text())):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr
