"""Holds each call to DynamoDB or for a secret that a function makes in a test against its role in the template, as IAM would."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from argosy.kernel import aws
from tests.support import policy

STOCK = aws.call
_running: ContextVar[str] = ContextVar("running", default="")


class AccessDenied(BaseException):
    """The role does not allow this. Not an Exception, so that no function can answer it with a 500 and go on."""


def running() -> str:
    """The function whose role counts now; empty for a test's own calls."""
    return _running.get()


@contextmanager
def role_of(module: str) -> Iterator[None]:
    """From here on calls are those of this function: `functions.orders.checkout`. Modules of tests have no role."""
    name = module.removeprefix("functions.").replace(".", "/") if module.startswith("functions.") else ""
    before = _running.set(name)
    try:
        yield
    finally:
        _running.reset(before)


def checked(service: str, operation: str, request: dict[str, Any]) -> Any:
    """The call, if the role of the function that runs allows it."""
    function = _running.get()
    if function and service in ("dynamodb", "secretsmanager"):
        denied = list(policy.denied(function, operation, request))
        if denied:
            raise AccessDenied(f"{function}: {operation} {denied}")
    return STOCK(service, operation, request)


def install() -> None:
    """For the rest of this process."""
    aws.call = checked
