"""Who caused what happens now, and how far it has travelled: carried from the edge through every event."""

from contextvars import ContextVar
from dataclasses import dataclass

from argosy.kernel.errors import Conflict

FARTHEST_HOPS = 8
REDRIVEN = "redriven"
"""Beside a fact with which the desk of dead letters calls a function: its id again. The receipt that answers has this part."""


@dataclass(frozen=True)
class Trace:
    """`actor` is a user id or `system`; `hops` counts the listeners an event has passed through."""

    actor: str = "system"
    trace_id: str = ""
    hops: int = 0


class TooManyHops(Conflict, code="too_many_hops"):
    """An event that causes itself would go round for ever; it stops here and is looked at by a person."""

    en = "An event passed through more than 8 listeners."
    zh = "事件传递次数超过 8 次。"


NOBODY = Trace()
_current: ContextVar[Trace] = ContextVar("trace", default=NOBODY)


def current() -> Trace:
    return _current.get()


def begin(trace: Trace) -> None:
    """Whatever is told from here on carries this trace. Raises TooManyHops for a loop."""
    if trace.hops > FARTHEST_HOPS:
        raise TooManyHops
    _current.set(trace)
