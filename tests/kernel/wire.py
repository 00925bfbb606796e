"""What goes wrong between a function and AWS, one call at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ReadTimeoutError
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel import aws
from argosy.kernel.table import Gsi1, Item, Primary
from tests.support.cloud import rows

STOCK: Any = vars(BaseClient)["_make_api_call"]


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


def lose_answers(times: int = 1) -> None:
    """The next answers of DynamoDB are lost after the effect, so that the SDK sends again."""
    left = [times]

    def drop(request: Any, **_: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise ReadTimeoutError(endpoint_url=request.url)

    aws.client("dynamodb").meta.events.register_last("before-send", drop)


def fails(patch: pytest.MonkeyPatch, *errors: Exception) -> Callable[[], int]:
    """The next calls fail so, before any effect; gives back how many were made."""
    waiting, made = list(errors), [0]

    def call(client: Any, operation: str, given: Any) -> Any:
        made[0] += 1
        if waiting:
            raise waiting.pop(0)
        return STOCK(client, operation, given)

    patch.setattr(BaseClient, "_make_api_call", call)
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
