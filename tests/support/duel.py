"""Two commands at once, without luck: the second runs whole between the reading and the writing of the first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from argosy.kernel import aws


@contextmanager
def before_the_next_write(do: Callable[[], Any]) -> Iterator[None]:
    """The next transaction is held back until this is done; those that come after it are not."""
    with before_the_next("TransactWriteItems", do):
        yield


@contextmanager
def before_the_next(operation: str, do: Callable[[], Any], *, after: int = 0) -> Iterator[None]:
    """The next call of this operation, or the one that comes `after` so many others, is held back until this is done."""
    waiting = [do, *([lambda: None] * after)]

    def hold_back(**_: Any) -> None:
        if waiting:
            waiting.pop()()

    events = aws.client("dynamodb").meta.events
    events.register(f"before-call.dynamodb.{operation}", hold_back)
    try:
        yield
    finally:
        events.unregister(f"before-call.dynamodb.{operation}", hold_back)
    assert not waiting, f"there was no {operation}"
