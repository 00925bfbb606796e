"""Where the year happens: a deployment whose table is in memory, whose time is moved, and whose providers are simulators."""

import json
import random
import threading
import uuid
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import boto3
import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from argosy.kernel import auth, clock, secrets
from local.channels.alipay import AlipaySimulator
from local.channels.bank import BankSimulator
from local.channels.stripe import StripeSimulator
from local.channels.wechat import WechatSimulator
from tests.conftest import Clock
from tests.faults.provider import stripe_in_process
from tests.faults.world import World as Steps
from tests.support import cloud
from tests.support.bus import envelope, listeners
from tests.support.call import context
from tests.support.hook import Call, on_calls
from tests.support.memory import MemoryTable, Row
from tests.support.memory.lasting import Lasting

ELSEWHERE = ("notifications", "search")
"""Whose listeners are not woken: they move neither stock nor money."""
A_LONG_TIME_SECONDS = 800 * 24 * 3600
MOST_RECEIVES = 5
WEBHOOKS = "https://api.example.com/v1/webhooks"


class Bus:
    """Takes every fact from the table to its listeners, at least once; what they refuse for good is a defect here."""

    def __init__(self) -> None:
        self.fresh: deque[Row] = deque()

    def settle(self) -> None:
        while self.fresh:
            row = self.fresh.popleft().plain
            for listener in listeners().get(row["name"], []):
                if not listener.name.startswith(ELSEWHERE):
                    self._deliver(listener, envelope(row))

    def _deliver(self, listener: Any, fact: dict[str, Any]) -> None:
        record = {
            "messageId": fact["id"], "receiptHandle": "r", "body": json.dumps({"detail-type": fact["name"], "detail": fact}),
            "attributes": {"ApproximateReceiveCount": "1"}, "messageAttributes": {}, "eventSource": "aws:sqs",
            "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:queue", "awsRegion": "eu-west-1", "md5OfBody": "",
        }  # fmt: skip
        for _ in range(MOST_RECEIVES):
            if not listener({"Records": [record]}, context())["batchItemFailures"]:
                return
        listener._record(record)  # raises what it has raised each time


class World:
    """All that stands outside the product."""

    def __init__(self, time: Clock, stripe: StripeSimulator) -> None:
        self.time, self.stripe, self.bus = time, stripe, Bus()
        self.alipay, self.wechat = AlipaySimulator(tells=False), WechatSimulator(notify=False, settle_seconds=3_600)
        self.bank = BankSimulator(settle_seconds=float("inf"))
        self.table = MemoryTable()
        self.deadline: Callable[[datetime], None] | None = None
        """Hears of every timer."""
        self._constants: dict[str, Any] = {}

    def begin(self) -> None:
        """What moto holds so far goes on in memory; the providers' keys are entered."""
        parts = dynamodb_backends[DEFAULT_ACCOUNT_ID][cloud.REGION].tables[cloud.TABLE].items.values()
        rows = [Row(item.to_json()["Attributes"]) for part in parts for item in part.values()]
        self.table.state = Lasting(rows, self._added)
        for name, keys in self._keys().items():
            boto3.client("secretsmanager").create_secret(Name=f"argosy/channels/{name}", SecretString=json.dumps(keys))
        secrets.forget()

    def _keys(self) -> dict[str, Any]:
        return {
            "stripe": {
                "api_key": "sk_test_argosy", "publishable_key": "pk_test_argosy", "webhook_secrets": ["whsec_test"],
                "api_base": self.stripe.url,
            },
            "alipay": {**self.alipay.merchant(), "notify_url": f"{WEBHOOKS}/alipay"},
            "wechat": {**self.wechat.settings(), "notify_url": f"{WEBHOOKS}/wechat"},
            "bank": self.bank.settings(),
        }  # fmt: skip

    def rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """Every item of a kind, read past the product."""
        return (row.plain for row in self.table.state.rows() if row.kind == kind)

    def _added(self, row: Row) -> None:
        if row.kind == "event":
            self.bus.fresh.append(row)
        elif row.kind == "timer" and self.deadline:
            self.deadline(datetime.fromisoformat(row.wire["due_at"]["S"]))

    def call(self, go_on: Call, service: str, operation: str, given: Any) -> Any:
        """One call of AWS."""
        if service == "dynamodb":
            return self.table.call(operation, given)
        if operation in ("GetPublicKey", "GetSecretValue"):
            return self._constant(go_on, service, operation, given)
        if operation == "SendMessage":
            raise AssertionError(f"set aside for a person: {given['MessageBody'][:2_000]}")
        return go_on(service, operation, given)

    def _constant(self, go_on: Call, service: str, operation: str, given: Any) -> Any:
        key = f"{operation} {given}"
        if key not in self._constants:
            self._constants[key] = go_on(service, operation, given)
        return self._constants[key]


@contextmanager
def world(seed: int) -> Iterator[World]:
    """The same seed is the same year."""
    time, luck = Clock(), random.Random(seed)
    with pytest.MonkeyPatch.context() as patch, ExitStack() as stack:
        patch.setattr(clock, "now", lambda: time.forward(milliseconds=1))
        patch.setattr("argosy.kernel.ids.os", SimpleNamespace(urandom=luck.randbytes))
        drawn = lambda: uuid.UUID(int=luck.getrandbits(128))  # noqa: E731
        patch.setattr("argosy.kernel.write.uuid", SimpleNamespace(uuid4=drawn))
        patch.setattr("time.sleep", lambda _: None)
        patch.setattr("local.channels.simulator._TICK_SECONDS", threading.TIMEOUT_MAX)  # they are told when to look
        patch.setattr(auth, "ACCESS_SECONDS", A_LONG_TIME_SECONDS)  # nobody signs in again
        stack.enter_context(cloud.cloud(patch))
        made = World(time, stack.enter_context(stripe_in_process(Steps(), time)))
        for simulator in (made.alipay, made.wechat, made.bank):
            stack.enter_context(simulator)
        made.begin()

        on_calls(patch, made.call)
        yield made
