"""A listener that always fails lands on the desk of the running stack, is mended, redriven, and its effect happens once."""

import secrets
import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from argosy.kernel import ids
from local.aws import client
from local.people import Person, Visitor, messages, register
from local.stack import Stack
from tests.journeys.conftest import Local

pytestmark = pytest.mark.stack

MAIL = "identity.on_verification_requested"


def eventually(found: Callable[[], Any], seconds: float = 60) -> Any:
    until = time.monotonic() + seconds
    while not (answer := found()):
        assert time.monotonic() < until, "it never came"
        time.sleep(0.5)
    return answer


class Table:
    """The stack's table by hand: what a bug writes, and what mends it."""

    def __init__(self, stack: Stack) -> None:
        self.name, self.client = stack.table, client("dynamodb", stack.aws, stack.region)

    def one(self, kind: str, **having: str) -> dict[str, Any]:
        pages = self.client.get_paginator("scan").paginate(TableName=self.name)
        rows = [row for page in pages for row in page["Items"] if row.get("kind") == {"S": kind}]
        return next(row for row in rows if all(value in str(row[name]) for name, value in having.items()))

    def put(self, row: dict[str, Any]) -> None:
        self.client.put_item(TableName=self.name, Item=row)


def test_what_cannot_be_handled_is_kept_mended_and_redriven_on_the_stack_and_acts_once(
    local: Local, http: httpx.Client
) -> None:
    stack, table = local.stack, Table(local.stack)
    email = f"sue.{secrets.token_hex(3)}@example.com"
    register(Person("member", "Sue", email, "a password of sue's"), stack)
    eventually(lambda: messages(email, stack))
    whole = table.one("registration", email=email)
    fact = table.one("event", name="identity.verification_requested", data=whole["id_hash"]["S"])
    table.put({**whole, "kind": {"S": "spoilt"}})
    again = ids.new("evt")
    table.put({**fact, "id": {"S": again}, "sk": {"S": fact["sk"]["S"].replace(fact["id"]["S"], again)}})

    admin = Visitor(http).sign_in(Person("admin", "Ada", stack.admin["email"], stack.admin["password"]))

    def letter() -> Any:
        client("lambda", stack.aws, stack.region).invoke(FunctionName="argosy-queues-keep", Payload=b"{}")
        found = admin.call("GET", "/v1/admin/dead-letters", listener=MAIL)["data"]
        return next((each for each in found if each["fact_id"] == again), None)

    died = eventually(letter)
    assert (died["status"], died["deaths"]) == ("waiting", 1)
    assert len(messages(email, stack)) == 1

    table.put(whole)
    job = admin.call("POST", "/v1/admin/dead-letters/redrive", {"ids": [died["id"]]})
    eventually(lambda: len(messages(email, stack)) == 2)
    assert local.argosy("clock", "+6m").returncode == 0
    eventually(lambda: admin.call("GET", f"/v1/admin/redrives/{job['id']}")["done"] == 1)
    assert letter()["status"] == "done"
    assert len(messages(email, stack)) == 2
