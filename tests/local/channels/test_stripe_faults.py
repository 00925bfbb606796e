import time
from typing import Any

import httpx
import pytest
import stripe

from local.channels.stripe import StripeSimulator
from tests.local.channels.endpoint import Endpoint

Wish = Any
SUCCEEDED = "payment_intent.succeeded"


def pay(simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish) -> str:
    intent = client.v1.payment_intents.create(wish).id
    simulator.pay(intent)
    return intent


def test_an_answer_that_is_lost_after_the_charge_is_found_again_by_its_key(
    simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish
) -> None:
    simulator.faults.add("answer_lost", "payment_intents.create")
    wish |= {"confirm": True, "payment_method": "pm_card_visa"}
    with pytest.raises(stripe.APIConnectionError):
        client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
    assert simulator.books()["usd"]["captured"] == 1099
    found = client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
    assert found.status == "succeeded"
    assert simulator.books()["usd"]["captured"] == 1099


def test_a_lost_decline_is_found_again_too(simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish) -> None:
    simulator.faults.add("answer_lost", "payment_intents.create")
    wish |= {"confirm": True, "payment_method": "pm_card_chargeDeclined"}
    with pytest.raises(stripe.APIConnectionError):
        client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
    with pytest.raises(stripe.CardError):
        client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
    assert len(client.v1.charges.list().data) == 1


@pytest.mark.parametrize("status", [500, 429, 409])
def test_a_refused_request_did_nothing_and_its_key_is_free(
    simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish, status: int
) -> None:
    simulator.faults.add(f"http_{status}", "payment_intents.*", times=2)
    for _ in range(2):
        with pytest.raises(stripe.StripeError) as refusal:
            client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
        assert refusal.value.http_status == status
    assert simulator.events == []
    assert client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"}).amount == 1099


def test_a_slow_answer_comes_before_or_after_the_effect_as_asked(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    impatient = stripe.StripeClient(
        "sk_test_argosy",
        base_addresses={"api": simulator.url},
        http_client=stripe.RequestsClient(timeout=0.1),
        max_network_retries=0,
    )
    simulator.faults.add("slow", "payment_intents.create", seconds=0.3)
    with pytest.raises(stripe.APIConnectionError):
        impatient.v1.payment_intents.create(wish)
    assert client.v1.payment_intents.list().data == []
    endpoint.wait_for(1)
    simulator.faults.add("answer_late", "payment_intents.create", seconds=0.3)
    with pytest.raises(stripe.APIConnectionError):
        impatient.v1.payment_intents.create(wish)
    assert len(client.v1.payment_intents.list().data) == 2
    impatient._requestor._client.close()  # type: ignore[union-attr]


def test_a_lost_webhook_never_comes_but_the_event_can_be_asked_for(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    simulator.faults.add("webhook_lost", SUCCEEDED)
    pay(simulator, client, wish)
    simulator.wait_until_delivered()
    assert endpoint.types(simulator.webhook_secret) == ["payment_intent.created", "charge.succeeded"]
    lost = client.v1.events.list({"type": SUCCEEDED}).data[0]
    assert [one["fault"] for one in simulator.webhooks.deliveries(lost.id)] == ["webhook_lost"]


def test_a_late_webhook_comes_after_its_seconds(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    simulator.faults.add("webhook_late", "payment_intent.created", seconds=0.3)
    start = time.monotonic()
    pay(simulator, client, wish)
    endpoint.wait_for(3)
    assert time.monotonic() - start >= 0.3
    assert endpoint.types(simulator.webhook_secret) == ["charge.succeeded", SUCCEEDED, "payment_intent.created"]


def test_a_doubled_webhook_comes_twice_with_one_id(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    simulator.faults.add("webhook_doubled", SUCCEEDED)
    pay(simulator, client, wish)
    endpoint.wait_for(4)
    simulator.wait_until_delivered()
    ids = [one.verified(simulator.webhook_secret).id for one in endpoint.received]
    assert (len(ids), len(set(ids))) == (4, 3)


def test_a_reordered_webhook_comes_after_the_next_one_of_its_payment(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    simulator.faults.add("webhook_reordered", "payment_intent.created")
    intent = client.v1.payment_intents.create(wish).id
    client.v1.payment_intents.create({"amount": 500, "currency": "eur"})
    endpoint.wait_for(1)
    assert simulator.webhooks.deliveries(simulator.events[0]["id"]) == []
    simulator.pay(intent)
    endpoint.wait_for(4)
    types = endpoint.types(simulator.webhook_secret)
    assert types == ["payment_intent.created", "charge.succeeded", "payment_intent.created", SUCCEEDED]
    assert endpoint.received[2].verified(simulator.webhook_secret).data.object.id == intent


def test_a_reordered_webhook_does_not_wait_for_ever(
    simulator: StripeSimulator, client: stripe.StripeClient, endpoint: Endpoint, wish: Wish
) -> None:
    simulator.faults.add("webhook_reordered", SUCCEEDED, seconds=0.1)
    pay(simulator, client, wish)
    endpoint.wait_for(3)
    simulator.wait_until_delivered()
    assert endpoint.types(simulator.webhook_secret)[-1] == SUCCEEDED


def test_faults_are_set_listed_and_cleared_over_http(
    simulator: StripeSimulator, client: stripe.StripeClient, web: httpx.Client, wish: Wish
) -> None:
    wished = {"kind": "http_500", "operation": "refunds.create", "times": 3, "seconds": 0}
    assert web.post("/_sim/faults", json=wished).json() == {"id": 1, **wished}
    client.v1.payment_intents.create(wish)
    assert web.get("/_sim/faults").json()["data"] == [{"id": 1, **wished}]
    assert web.delete("/_sim/faults").json() == web.get("/_sim/faults").json() == {"data": []}
