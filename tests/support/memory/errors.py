"""How DynamoDB says no, as the product hears it."""

from typing import Any

from argosy.kernel.aws import ClientError
from tests.support.memory.values import Attributes

FAILED = "ConditionalCheckFailed"


class Invalid(Exception):
    """The request or the item it would make is one that DynamoDB does not take."""


def refused(code: str, operation: str, message: str = "", **more: Any) -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message or code}} | more, operation)


def condition_failed(operation: str, item: Attributes | None) -> ClientError:
    shown = {} if item is None else {"Item": dict(item)}
    return refused(f"{FAILED}Exception", operation, "The conditional request failed", **shown)


def cancelled(reasons: list[dict[str, Any]]) -> ClientError:
    codes = ", ".join(reason["Code"] for reason in reasons)
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
    return refused("TransactionCanceledException", "TransactWriteItems", message, CancellationReasons=reasons)
