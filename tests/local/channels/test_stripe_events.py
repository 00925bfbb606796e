import json
import time
from pathlib import Path
from typing import Any

import pytest
import stripe

from local.channels.stripe import StripeSimulator

Wish = Any
PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def pay(client: stripe.StripeClient, wish: Wish) -> stripe.PaymentIntent:
    return client.v1.payment_intents.create(wish | {"confirm": True, "payment_method": "pm_card_visa"})


def test_every_way_that_a_payment_can_go_is_told(simulator: StripeSimulator, client: stripe.StripeClient) -> None:
    def types(act: Any) -> list[str]:
        before = len(simulator.events)
        act()
        return [event["type"] for event in simulator.events[before:]]

    def intent() -> str:
        return client.v1.payment_intents.create({"amount": 100, "currency": "usd"}).id

    simulator.account.settle_seconds = 3600
    acts, debit, dead, loser = intent(), intent(), intent(), intent()
    assert types(lambda: simulator.pay(acts, "pm_card_authenticationRequired")) == ["payment_intent.requires_action"]
    assert types(lambda: simulator.complete(acts, "fail")) == ["payment_intent.payment_failed"]
    assert types(lambda: simulator.pay(debit, "pm_usBankAccount_success")) == [
        "payment_intent.processing",
        "charge.pending",
    ]
    assert types(lambda: simulator.complete(debit, "fail")) == ["charge.failed", "payment_intent.payment_failed"]
    assert types(lambda: client.v1.payment_intents.cancel(dead)) == ["payment_intent.canceled"]
    charge = simulator.pay(loser)["latest_charge"]
    refund = client.v1.refunds.create({"charge": charge, "amount": 10}).id
    assert types(lambda: client.v1.refunds.update(refund, {"metadata": {"a": "b"}})) == ["refund.updated"]
    assert types(lambda: simulator.fail_refund(refund)) == ["refund.updated", "charge.refund.updated", "refund.failed"]
    assert types(lambda: simulator.dispute(charge))[0] == "charge.dispute.created"
    dispute = simulator.events[-1]["data"]["object"]["id"]
    assert types(lambda: simulator.close_dispute(dispute, "lost")) == ["charge.dispute.closed"]


def test_a_changed_body_and_another_secret_do_not_verify(
    simulator: StripeSimulator, client: stripe.StripeClient
) -> None:
    client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    headers, body = simulator.signed(simulator.events[0])
    construct = stripe.Webhook.construct_event
    assert construct(body, headers["Stripe-Signature"], simulator.webhook_secret).type == "payment_intent.created"
    wrong, _ = simulator.signed(simulator.events[0], secret="whsec_other")
    old, _ = simulator.signed(simulator.events[0], timestamp=int(time.time()) - 301)
    for payload, header in ((body + b" ", headers), (body, wrong), (body, old)):
        with pytest.raises(stripe.SignatureVerificationError):
            construct(payload, header["Stripe-Signature"], simulator.webhook_secret)


def test_while_a_secret_is_rotated_both_verify(simulator: StripeSimulator, client: stripe.StripeClient) -> None:
    simulator.use_webhook(None, ["whsec_new", "whsec_old"])
    client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    headers, body = simulator.signed(simulator.events[0])
    for secret in ("whsec_new", "whsec_old"):
        stripe.Webhook.construct_event(body, headers["Stripe-Signature"], secret)


def test_without_an_endpoint_events_are_collected_and_nothing_is_sent(
    simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish
) -> None:
    pay(client, wish)
    assert [event["type"] for event in simulator.events] == PAID
    assert simulator.webhooks.deliveries(simulator.events[0]["id"]) == []


def test_time_moves_with_the_clock_file_and_so_do_signatures(tmp_path: Path) -> None:
    offset = tmp_path / "offset"
    offset.write_text("172800")
    with StripeSimulator(clock_file=offset) as simulator:
        client = stripe.StripeClient("sk_test_argosy", base_addresses={"api": simulator.url})
        intent = client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
        headers, _ = simulator.signed(simulator.events[0])
        offset.unlink()
        later = client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    assert intent.created - time.time() == pytest.approx(172_800, abs=5)
    assert int(headers["Stripe-Signature"].split(",")[0][2:]) == pytest.approx(intent.created, abs=5)
    assert later.created == pytest.approx(time.time(), abs=5)


def test_a_seed_makes_the_same_ids_each_time() -> None:
    def ids() -> str:
        with StripeSimulator(seed=7) as simulator:
            client = stripe.StripeClient("sk_test_argosy", base_addresses={"api": simulator.url})
            client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
            return json.dumps([event["id"] for event in simulator.events])

    assert ids() == ids()
