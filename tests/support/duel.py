"""Two commands at once, without luck: the second runs whole between the reading and the writing of the first."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.hook import Call, on_calls


@contextmanager
def before_the_next_write(do: Callable[[], Any]) -> Iterator[None]:
    """The next transaction is held back until this is done; those that come after it are not."""
    with before_the_next("TransactWriteItems", do):
        yield


@contextmanager
def before_the_next(operation: str, do: Callable[[], Any], *, after: int = 0) -> Iterator[None]:
    """The next call of this operation, or the one that comes `after` so many others, is held back until this is done."""
    waiting = [do, *([lambda: None] * after)]

    def hold_back(go_on: Call, service: str, asked: str, request: dict[str, Any]) -> Any:
        if asked == operation and waiting:
            waiting.pop()()
        return go_on(service, asked, request)

    with pytest.MonkeyPatch.context() as patch:
        on_calls(patch, hold_back)
        yield
    assert not waiting, f"there was no {operation}"
