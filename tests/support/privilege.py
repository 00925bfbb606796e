"""Holds each call to DynamoDB or for a secret that a function makes in a test against its role in the template, as IAM would."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from botocore.client import BaseClient

from tests.support import policy

CLIENT: Any = BaseClient  # its stubs leave out what is private
STOCK = CLIENT._make_api_call
_running: ContextVar[str] = ContextVar("running", default="")


class AccessDenied(BaseException):
    """The role does not allow this. Not an Exception, so that no function can answer it with a 500 and go on."""


@contextmanager
def role_of(module: str) -> Iterator[None]:
    """From here on calls are those of this function: `functions.orders.checkout`. Modules of tests have no role."""
    name = module.removeprefix("functions.").replace(".", "/") if module.startswith("functions.") else ""
    before = _running.set(name)
    try:
        yield
    finally:
        _running.reset(before)


def _checked(self: Any, operation: str, request: dict[str, Any]) -> Any:
    function = _running.get()
    if function and self.meta.service_model.service_name in ("dynamodb", "secretsmanager"):
        denied = list(policy.denied(function, operation, request))
        if denied:
            raise AccessDenied(f"{function}: {operation} {denied}")
    return STOCK(self, operation, request)


def install() -> None:
    CLIENT._make_api_call = _checked
