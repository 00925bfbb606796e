"""Stripe in this process is spoken to by the product's own client, which is kept; nobody may mistake one Stripe for another."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from argosy.payments.channels import stripe_client
from local.channels.stripe import StripeSimulator
from tests.conftest import Clock
from tests.faults.provider import stripe_in_process
from tests.faults.world import World

WISH: Any = {"amount": 100, "currency": "cny"}


def ask_for_a_payment(stripe: StripeSimulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stripe_client, "keys", lambda: {"api_key": "sk_test_argosy", "api_base": stripe.url})
    stripe_client.ask(lambda at: at.v1.payment_intents.create(WISH))


def test_whoever_gets_the_port_of_a_stripe_that_is_gone_is_asked_and_not_the_one_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with stripe_in_process(World(), Clock()) as gone:
        ask_for_a_payment(gone, monkeypatch)
    with StripeSimulator(port=urlsplit(gone.url).port or 0) as there:
        ask_for_a_payment(there, monkeypatch)

    assert [len(stripe.account.all("payment_intent")) for stripe in (gone, there)] == [1, 1]
