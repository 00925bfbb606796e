"""The door to AWS: `client("dynamodb").get_item(...)`. What is behind it is `kernel/transport`, or botocore where that is set."""

from collections.abc import Callable
from functools import cache
from typing import Any

from argosy.kernel.settings import settings
from argosy.kernel.transport import tries
from argosy.kernel.transport.errors import ClientError, NoAnswer, NotReached
from argosy.kernel.transport.services import SERVICES

__all__ = ["Client", "ClientError", "NoAnswer", "NotReached", "call", "client", "passes"]

PASSING = frozenset(
    {
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
        "ThrottlingError",
        "Throttling",
        "ThrottlingException",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "TooManyRequestsException",
        "InternalServerError",
        "InternalServiceError",
        "ServiceUnavailable",
    }
)


def passes(error: Exception) -> bool:
    """Whether AWS may answer the same call in a moment: it was busy, or could not be reached. Anything else is a defect."""
    if not isinstance(error, ClientError):
        return isinstance(error, NoAnswer)
    answer = error.response
    reasons: Any = answer.get("CancellationReasons", ())
    status = answer.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)  # a load balancer has no codes but this
    if status >= 500 or status == 429:
        return True
    return not PASSING.isdisjoint({answer["Error"]["Code"], *(reason["Code"] for reason in reasons)})


class Client:
    """One service. Its operations are methods, spelled as boto3 spells them, and take what AWS's API takes."""

    def __init__(self, service: str) -> None:
        self.service = service

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        operation = "".join(word.capitalize() for word in name.split("_"))

        def ask(**request: Any) -> Any:
            return call(self.service, operation, request)

        setattr(self, name, ask)
        return ask


@cache
def client(service: str) -> Client:
    """The client of a service; the same one for the life of the function."""
    return Client(service)


def call(service: str, operation: str, request: dict[str, Any]) -> dict[str, Any]:
    """One call of AWS, with its tries. Raises ClientError, NotReached or NoAnswer. Here tests stand beside the product."""
    if service in SERVICES and settings().transport == "own":
        return tries.call(service, operation, request)
    from argosy.kernel.transport import stock  # no function pays for it that does not need it

    return stock.call(service, operation, request)
