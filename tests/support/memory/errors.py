"""How DynamoDB says no, as botocore raises it."""

from typing import Any

from botocore.exceptions import ClientError

from tests.support.memory.values import Attributes

FAILED = "ConditionalCheckFailed"


class Invalid(Exception):
    """The request or the item it would make is one that DynamoDB does not take."""


def refused(code: str, operation: str, message: str = "", *, tries: int = 0, **more: Any) -> ClientError:
    answer: Any = {"Error": {"Code": code, "Message": message or code}, "ResponseMetadata": {"RetryAttempts": tries}}
    return ClientError(answer | more, operation)


def condition_failed(operation: str, item: Attributes | None, tries: int) -> ClientError:
    shown = {} if item is None else {"Item": dict(item)}
    return refused(f"{FAILED}Exception", operation, "The conditional request failed", tries=tries, **shown)


def cancelled(reasons: list[dict[str, Any]], tries: int) -> ClientError:
    codes = ", ".join(reason["Code"] for reason in reasons)
    message = f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]"
    return refused(
        "TransactionCanceledException", "TransactWriteItems", message, tries=tries, CancellationReasons=reasons
    )
