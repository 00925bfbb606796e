"""Stripe in this process: the official SDK with its own retries, and under it the simulator instead of a socket."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

import pytest
import stripe
from stripe import _api_requestor, _stripe_client
from stripe._http_client import HTTPClient

from argosy.payments.channels import stripe_client
from local.channels.clock import Clock
from local.channels.http import Request
from local.channels.stripe import StripeSimulator
from tests.conftest import Clock as Moving
from tests.faults.touched import Touched
from tests.faults.world import Wire, World

Answered = tuple[str, int, Mapping[str, str]]
BUSY = json.dumps({"error": {"type": "invalid_request_error", "code": "rate_limit", "message": "injected"}})


class InProcess(HTTPClient):
    """Each request that the SDK sends, retries too, is a step."""

    name = "in-process"

    def __init__(self, world: World, simulator: StripeSimulator) -> None:
        super().__init__()
        self.world, self.simulator = world, simulator

    def request(
        self, method: str, url: str, headers: Mapping[str, str] | None, post_data: Any = None, **_: Any
    ) -> Answered:
        wire = Wire(throttled=lambda: (BUSY, 429, {}), timed_out=lambda: stripe.APIConnectionError("injected"))

        def do() -> Answered:
            answer = self._answered(method, url, headers or {}, post_data)
            if self.world.lose():
                raise stripe.APIConnectionError("injected", should_retry=True)
            return answer

        if not self.world.on:
            return do()
        books = frozenset({"stripe"})
        touched = Touched(reads=books) if method.upper() == "GET" else Touched(writes=books)
        return self.world.step(f"stripe.{method.upper()}", do, wire, lambda: touched)

    def _answered(self, method: str, url: str, headers: Mapping[str, str], post_data: Any) -> Answered:
        where, given = urlsplit(url), Message()
        for name, value in headers.items():
            given[name] = str(value)
        body = (post_data or "").encode() if isinstance(post_data, str | None) else post_data
        request = Request(method.upper(), where.path, where.query, given, body)
        answer = self.simulator._answer(request)
        return answer.body, answer.status, answer.headers

    def close(self) -> None:
        """Nothing is open."""


@contextmanager
def stripe_in_process(world: World, time: Moving) -> Iterator[StripeSimulator]:
    """A simulator that nobody can call over the network, with the time and the luck of the test.

    The product keeps a client for each address, and the same port may soon be another simulator's: none is kept beyond this.
    """
    with pytest.MonkeyPatch.context() as patch:
        stripe_client._client_of.cache_clear()
        patch.setattr(Clock, "now", lambda _: time.now.timestamp())
        simulator = StripeSimulator(seed=1)
        patch.setattr(_api_requestor, "_generate_idempotency_key", lambda: simulator.account.new_id("key"))
        patch.setattr(_stripe_client, "new_default_http_client", lambda **_: InProcess(world, simulator))
        patch.setattr(_stripe_client, "new_http_client_async_fallback", lambda **_: None)  # it reads every certificate
        try:
            yield simulator
        finally:
            stripe_client._client_of.cache_clear()
            simulator._server.server_close()
            simulator.webhooks.postman.close()


def pay_late(simulator: StripeSimulator, payment_intent: str) -> None:
    """A bank that pays what was cancelled: Stripe promises that this is rare, and not that it never happens."""
    with simulator.account.lock:
        simulator.account.get("payment_intent", payment_intent)["status"] = "requires_payment_method"
    simulator.pay(payment_intent)
