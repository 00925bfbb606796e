"""What goes wrong between a function and AWS, one call at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.aws import ClientError, NoAnswer
from argosy.kernel.table import Gsi1, Item, Primary
from tests.support.cloud import rows
from tests.support.hook import Call, on_calls, on_sendings


class ThingItem(Item, discriminator="test_thing"):
    """An item of these tests."""

    by_id = Primary("THING#{id}", "THING#{part}")
    listed = Gsi1("THINGS#{shard}", "{rank}#{id}#{part}", shards=3)

    id = UnicodeAttribute()
    part = UnicodeAttribute(default="a")
    rank = UnicodeAttribute(default="0")
    amount = NumberAttribute(default=0)


def thing(id: str) -> dict[str, Any] | None:
    return next((row for row in rows() if row["kind"] == "test_thing" and row["id"] == id), None)


def lose_answers(patch: pytest.MonkeyPatch, times: int = 1) -> None:
    """The next answers of AWS are lost after the effect, so that our transport sends again."""
    left = [times]

    def drop(send: Any, *given: Any) -> Any:
        answer = send(*given)
        if left[0]:
            left[0] -= 1
            raise NoAnswer("lost")
        return answer

    on_sendings(patch, drop)


def fails(patch: pytest.MonkeyPatch, *errors: Exception) -> Callable[[], int]:
    """The next calls fail so, before any effect; gives back how many were made."""
    waiting, made = list(errors), [0]

    def call(go_on: Call, *asked: Any) -> Any:
        made[0] += 1
        if waiting:
            raise waiting.pop(0)
        return go_on(*asked)

    on_calls(patch, call)
    patch.setattr("time.sleep", lambda seconds: None)
    return lambda: made[0]


def cancelled(*codes: str) -> ClientError:
    answer: Any = {
        "Error": {"Code": "TransactionCanceledException"},
        "CancellationReasons": [{"Code": code} for code in codes],
    }
    return ClientError(answer, "TransactWriteItems")


def refused(code: str) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": ""}}, "GetItem")
