from typing import Any

import pytest
import stripe

from local.channels.stripe import StripeSimulator

Wish = Any


def status_of(client: stripe.StripeClient, intent: str) -> str:
    return client.v1.payment_intents.retrieve(intent).status


def refused(error: pytest.ExceptionInfo[stripe.StripeError]) -> stripe.ErrorObject:
    assert error.value.error is not None
    return error.value.error


def test_an_intent_waits_for_a_payment_method_and_shows_what_was_asked(client: stripe.StripeClient, wish: Wish) -> None:
    intent = client.v1.payment_intents.create(wish)
    assert intent.id.startswith("pi_")
    assert (intent.object, intent.livemode, intent.status) == ("payment_intent", False, "requires_payment_method")
    assert (intent.amount, intent.amount_received, intent.currency) == (1099, 0, "usd")
    assert intent.metadata["attempt"] == "att_1"
    assert intent.client_secret is not None and intent.client_secret.startswith(f"{intent.id}_secret_")
    assert intent.automatic_payment_methods is not None and intent.automatic_payment_methods.enabled
    assert intent.latest_charge is None
    assert client.v1.payment_intents.retrieve(intent.id) == intent


def test_confirming_takes_the_money_and_books_the_fee(client: stripe.StripeClient, wish: Wish) -> None:
    intent = client.v1.payment_intents.create(wish)
    client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    expand = ["latest_charge.balance_transaction", "payment_method"]
    paid = client.v1.payment_intents.retrieve(intent.id, {"expand": expand})
    assert (paid.status, paid.amount_received) == ("succeeded", 1099)
    charge = paid.latest_charge
    assert isinstance(charge, stripe.Charge)
    assert (charge.id[:3], charge.paid, charge.status, charge.amount_captured) == ("ch_", True, "succeeded", 1099)
    booked = charge.balance_transaction
    assert isinstance(booked, stripe.BalanceTransaction)
    assert (booked.id[:4], booked.amount, booked.fee, booked.net) == ("txn_", 1099, 62, 1037)
    assert client.v1.charges.retrieve(charge.id).payment_intent == intent.id
    assert isinstance(paid.payment_method, stripe.PaymentMethod) and paid.payment_method.id.startswith("pm_")


def test_creating_with_confirm_pays_in_one_call(client: stripe.StripeClient, wish: Wish) -> None:
    wish |= {"confirm": True, "payment_method": "pm_card_visa", "payment_method_types": ["card"]}
    intent = client.v1.payment_intents.create(wish)
    assert (intent.status, intent.payment_method_types) == ("succeeded", ["card"])
    assert intent.automatic_payment_methods is None


def test_with_a_method_but_unconfirmed_nothing_is_taken(client: stripe.StripeClient, wish: Wish) -> None:
    intent = client.v1.payment_intents.create(wish | {"payment_method": "pm_card_visa"})
    assert (intent.status, intent.latest_charge) == ("requires_confirmation", None)
    assert client.v1.payment_intents.confirm(intent.id).status == "succeeded"


@pytest.mark.parametrize(
    ("method", "code", "decline_code"),
    [
        ("pm_card_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
        ("pm_card_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
        ("pm_card_chargeDeclinedExpiredCard", "expired_card", None),
    ],
)
def test_a_declined_card_leaves_the_intent_open_for_another(
    client: stripe.StripeClient, wish: Wish, method: str, code: str, decline_code: str | None
) -> None:
    intent = client.v1.payment_intents.create(wish)
    with pytest.raises(stripe.CardError) as declined:
        client.v1.payment_intents.confirm(intent.id, {"payment_method": method})
    error = refused(declined)
    assert (declined.value.http_status, error.type, error.code) == (402, "card_error", code)
    assert getattr(error, "decline_code", None) == decline_code
    assert error.payment_intent is not None and error.payment_intent.id == intent.id
    seen = client.v1.payment_intents.retrieve(intent.id, {"expand": ["latest_charge"]})
    assert (seen.status, seen.amount_received, seen.payment_method) == ("requires_payment_method", 0, None)
    assert seen.last_payment_error is not None and seen.last_payment_error.code == code
    charge = seen.latest_charge
    assert isinstance(charge, stripe.Charge) and (charge.status, charge.failure_code) == ("failed", code)
    assert client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"}).status == "succeeded"


@pytest.mark.parametrize("method", ["pm_card_authenticationRequired", "pm_card_threeDSecure2Required"])
def test_authentication_is_asked_for_and_then_pays(
    simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish, method: str
) -> None:
    wish |= {"confirm": True, "payment_method": method, "return_url": "http://localhost/back"}
    intent = client.v1.payment_intents.create(wish)
    assert (intent.status, intent.latest_charge) == ("requires_action", None)
    assert intent.next_action is not None and intent.next_action.type == "redirect_to_url"
    assert intent.next_action.redirect_to_url is not None
    assert intent.next_action.redirect_to_url.return_url == "http://localhost/back"
    simulator.complete(intent.id, "succeed")
    assert status_of(client, intent.id) == "succeeded"


def test_failed_authentication_takes_nothing(
    simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish
) -> None:
    wish |= {"confirm": True, "payment_method": "pm_card_authenticationRequired"}
    intent = client.v1.payment_intents.create(wish)
    simulator.complete(intent.id, "fail")
    seen = client.v1.payment_intents.retrieve(intent.id)
    assert (seen.status, seen.amount_received) == ("requires_payment_method", 0)
    assert seen.last_payment_error is not None
    assert seen.last_payment_error.code == "payment_intent_authentication_failure"


@pytest.mark.parametrize(
    ("method", "ends"),
    [
        ("pm_usBankAccount_success", "succeeded"),
        ("pm_usBankAccount_insufficientFunds", "requires_payment_method"),
    ],
)
def test_a_bank_debit_is_processing_and_ends_later(
    simulator: StripeSimulator, client: stripe.StripeClient, wish: Wish, method: str, ends: str
) -> None:
    simulator.account.settle_seconds = 3600
    intent = client.v1.payment_intents.create(wish | {"confirm": True, "payment_method": method})
    assert (intent.status, intent.amount_received) == ("processing", 0)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.cancel(intent.id)
    assert refused(refusal).code == "payment_intent_unexpected_state"
    for job in simulator.account.jobs:
        job.due = 0
    simulator.run_due()
    assert status_of(client, intent.id) == ends


def test_cancelling_closes_the_intent_for_good(client: stripe.StripeClient, wish: Wish) -> None:
    intent = client.v1.payment_intents.create(wish)
    canceled = client.v1.payment_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    assert (canceled.status, canceled.cancellation_reason) == ("canceled", "abandoned")
    assert canceled.canceled_at is not None
    with pytest.raises(stripe.InvalidRequestError) as again:
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    assert refused(again).code == "payment_intent_unexpected_state"


def test_cancelling_what_is_paid_is_refused_and_says_that_it_is_paid(client: stripe.StripeClient, wish: Wish) -> None:
    intent = client.v1.payment_intents.create(wish | {"confirm": True, "payment_method": "pm_card_visa"})
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.payment_intents.cancel(intent.id)
    error = refused(refusal)
    assert (refusal.value.http_status, error.code) == (400, "payment_intent_unexpected_state")
    assert error.payment_intent is not None
    assert (error.payment_intent.id, error.payment_intent.status) == (intent.id, "succeeded")
    with pytest.raises(stripe.InvalidRequestError, match="already succeeded"):
        client.v1.payment_intents.confirm(intent.id)


def test_confirming_without_a_method_is_refused(client: stripe.StripeClient, wish: Wish) -> None:
    intent = client.v1.payment_intents.create(wish)
    with pytest.raises(stripe.InvalidRequestError, match="missing a payment method"):
        client.v1.payment_intents.confirm(intent.id)
    with pytest.raises(stripe.InvalidRequestError, match="missing a payment method"):
        client.v1.payment_intents.create(wish | {"confirm": True})
    assert len(client.v1.payment_intents.list().data) == 1
