from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import stripe

from local.channels.stripe import StripeSimulator

Wish = Any


def test_the_same_key_gives_the_same_answer_and_acts_once(client: stripe.StripeClient, wish: Wish) -> None:
    first = client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
    again = client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
    assert again == first
    assert again.last_response is not None and first.last_response is not None
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.last_response.headers
    assert len(client.v1.payment_intents.list().data) == 1
    with pytest.raises(stripe.IdempotencyError, match="same parameters") as other_amount:
        client.v1.payment_intents.create(wish | {"amount": 2000}, {"idempotency_key": "att_1"})
    assert other_amount.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.refunds.create({"payment_intent": first.id}, {"idempotency_key": "att_1"})


def test_a_decline_is_kept_under_its_key_but_a_wrong_parameter_is_not(client: stripe.StripeClient, wish: Wish) -> None:
    declined = wish | {"confirm": True, "payment_method": "pm_card_chargeDeclined"}
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            client.v1.payment_intents.create(declined, {"idempotency_key": "declined"})
    assert len(client.v1.charges.list().data) == 1
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.create(wish | {"amount": 1}, {"idempotency_key": "corrected"})
    assert client.v1.payment_intents.create(wish, {"idempotency_key": "corrected"}).amount == 1099


def test_a_request_that_comes_while_its_twin_runs_is_refused_and_later_replayed(
    simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish
) -> None:
    simulator.faults.add("slow", "payment_intents.create", seconds=0.3)

    def create(_: int) -> stripe.PaymentIntent | stripe.StripeError:
        try:
            return client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
        except stripe.StripeError as error:
            return error

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(create, range(5)))
    made = [one for one in answers if isinstance(one, stripe.PaymentIntent)]
    busy = [one for one in answers if isinstance(one, stripe.StripeError)]
    assert (len(made), len(busy)) == (1, 4)
    assert {(one.http_status, one.error.code if one.error else None) for one in busy} == {
        (409, "idempotency_key_in_use")
    }
    assert client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"}) == made[0]


def test_a_key_is_forgotten_after_a_day_of_the_simulators_time(tmp_path: Path, wish: Wish) -> None:
    offset = tmp_path / "offset"
    with StripeSimulator(clock_file=offset) as simulator:
        client = stripe.StripeClient("sk_test_argosy", base_addresses={"api": simulator.url})
        first = client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
        offset.write_text("86300")
        assert client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"}).id == first.id
        offset.write_text("86401.5")
        second = client.v1.payment_intents.create(wish, {"idempotency_key": "att_1"})
    assert second.id != first.id
    assert 86_401 <= second.created - first.created <= 86_410
