"""People who register and sign in, or try to; and what that asks of AWS and of the processor."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from argosy.identity import passwords
from functions.identity import register, sessions
from tests.support import cloud
from tests.support.call import HERE, Reply, call
from tests.support.hook import Call, on_calls
from tests.support.people import PASSWORD, mails

ANN = "ann@example.com"
NOBODYS = "reg_01KAG0000000000000000000AC"


def ask(
    email: str = ANN,
    *,
    name: str = "Ann",
    password: str = PASSWORD,
    key: str | None = None,
    address: str = HERE,
    **more: str,
) -> Reply:
    """Somebody wants to register."""
    wish = {"email": email, "password": password, "display_name": name, **more}
    return call(register, "POST /v1/users", wish, key=key, address=address)


def asked(email: str = ANN, **more: Any) -> str:
    """The secret id of the registration."""
    return str(ask(email, **more).ok()["registration_id"])


def verify(registration_id: str, code: str, *, address: str = HERE, **more: str) -> Reply:
    proof = {"registration_id": registration_id, "code": code, **more}
    return call(register, "POST /v1/users/verify", proof, address=address)


def sign_in(
    email: str = ANN,
    password: str = PASSWORD,
    *,
    address: str = HERE,
    device: str | None = None,
    key: str | None = None,
) -> Reply:
    wish = {"email": email, "password": password, **({"device": {"key": device}} if device else {})}
    return call(sessions, "POST /v1/sessions", wish, address=address, key=key)


def codes(email: str = ANN) -> list[str]:
    """Those that were mailed to this address, oldest first."""
    texts = [str(mail["text"]) for mail in mails() if email in mail["to"]]
    return [found.group() for text in texts if (found := re.search(r"\b\d{6}\b", text))]


def wrong(code: str) -> str:
    """A code that this is not."""
    return "000000" if code != "000000" else "111111"


def no(reply: Reply) -> tuple[int, dict[str, Any], dict[str, str]]:
    """All that somebody learns from a no, but for what differs with every request."""
    return reply.status, {**reply.body, "request_id": ""}, {**reply.headers, "x-request-id": ""}


def forget_receipts() -> None:
    """As where functions died between what they did and their receipts."""
    for row in cloud.rows():
        if row["kind"] == "receipt":
            key = {"pk": {"S": row["pk"]}, "sk": {"S": row["sk"]}}
            cloud.client("dynamodb").delete_item(TableName=cloud.TABLE, Key=key)


@contextmanager
def calls() -> Iterator[list[str]]:
    """The calls that are made to AWS, in their order."""
    made: list[str] = []

    def noted(go_on: Call, service: str, operation: str, request: Any) -> Any:
        made.append(f"{service}.{operation}")
        return go_on(service, operation, request)

    with pytest.MonkeyPatch.context() as patch:
        on_calls(patch, noted)
        yield made


@contextmanager
def hashing() -> Iterator[list[str]]:
    """The times that argon2 was at work: `hash` or `verify`."""
    passwords._nobodys()
    done: list[str] = []
    kind: Any = type(passwords._hasher())
    stock = {name: getattr(kind, name) for name in ("hash", "verify")}

    def noted(name: str) -> Any:
        def work(self: Any, *given: Any) -> Any:
            done.append(name)
            return stock[name](self, *given)

        return work

    with pytest.MonkeyPatch.context() as patch:
        for name in stock:
            patch.setattr(kind, name, noted(name))
        yield done
