from typing import Any

import stripe

from local.channels.stripe import StripeSimulator
from tests.local.channels.endpoint import Endpoint

Wish = Any
PAID = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def pay(client: stripe.StripeClient, wish: Wish) -> stripe.PaymentIntent:
    return client.v1.payment_intents.create(wish | {"confirm": True, "payment_method": "pm_card_visa"})


def test_each_step_is_told_in_order_and_signed_for_the_sdk(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    intent = pay(client, wish)
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 100})
    endpoint.wait_for(5)
    secret = simulator.webhook_secret
    assert secret.startswith("whsec_")
    assert endpoint.types(secret) == [*PAID, "refund.created", "charge.refunded"]
    told = endpoint.received[2].verified(secret)
    assert (told.id[:4], told.object, told.livemode, told.data.object.id) == ("evt_", "event", False, intent.id)
    assert (told.data.object.amount_received, told.data.object.metadata["attempt"]) == (1099, "att_1")
    assert told.request.id is not None
    refunded = endpoint.received[4].verified(secret)
    assert (refunded.data.object.amount_refunded, refunded.data.previous_attributes.amount_refunded) == (100, 0)


def test_what_is_not_answered_2xx_comes_again_as_the_same_event(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint
) -> None:
    endpoint.answers = [500, 302]
    client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    endpoint.wait_for(3)
    simulator.wait_until_delivered()
    assert len({one.body for one in endpoint.received}) == 1
    deliveries = simulator.webhooks.deliveries(simulator.events[0]["id"])
    assert [(one["attempt"], one["status"]) for one in deliveries] == [(1, 500), (2, 302), (3, 200)]


def test_patience_ends_with_an_endpoint_that_never_accepts(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint
) -> None:
    endpoint.answers = [503] * 20
    client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    simulator.wait_until_delivered()
    assert len(endpoint.received) == 4
    endpoint.close()
    client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    simulator.wait_until_delivered()
    assert "ConnectError" in simulator.webhooks.deliveries(simulator.events[1]["id"])[0]["error"]


def test_a_slow_payment_does_not_hold_up_the_others(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint
) -> None:
    endpoint.answer_seconds = 0.05
    for _ in range(16):
        client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    endpoint.wait_for(16)
    assert 2 <= endpoint.most_at_once <= 8


def test_an_event_is_resent_at_once_as_often_as_asked(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint
) -> None:
    client.v1.payment_intents.create({"amount": 100, "currency": "usd"})
    endpoint.wait_for(1)
    endpoint.answer_seconds = 0.1
    sent = simulator.deliver(simulator.events[0], times=10, concurrent=True)
    assert [one.status for one in sent] == [200] * 10
    assert endpoint.most_at_once >= 5
    assert len({one.body for one in endpoint.received}) == 1


def test_a_made_event_is_signed_but_was_never_told(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    pay(client, wish)
    endpoint.wait_for(3)
    wrong_amount = {"data": {"object": {"amount_received": 1}}}
    made = simulator.made_event(wrong_amount, based_on=simulator.events[-1]["id"])
    simulator.deliver(made)
    came = endpoint.received[-1].verified(simulator.webhook_secret)
    assert (came.type, came.data.object.amount_received, came.data.object.amount) == (
        "payment_intent.succeeded",
        1,
        1099,
    )
    assert came.id not in [event["id"] for event in simulator.events]
    odd = simulator.made_event({"type": "invoice.odd", "account": "acct_other"})
    assert (odd["type"], odd["account"], odd["data"]) == ("invoice.odd", "acct_other", {"object": {}})
