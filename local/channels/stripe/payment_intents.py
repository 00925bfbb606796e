"""Payment intents: made by the backend, confirmed by the buyer, ended by success or cancellation."""

import copy

from local.channels.stripe import charging, money, objects, payment_methods
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError, missing, unexpected_state
from local.channels.stripe.parameters import Params

_CONFIRMABLE = ("requires_payment_method", "requires_confirmation", "requires_action")
_CANCELABLE = ("requires_payment_method", "requires_capture", "requires_confirmation", "requires_action", "processing")
_NO_METHOD = (
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the "
    "PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method."
)
# What a browser with the publishable key and the client secret is shown.
_PUBLIC = (
    "id object amount automatic_payment_methods canceled_at cancellation_reason capture_method client_secret "
    "confirmation_method created currency description last_payment_error livemode next_action payment_method "
    "payment_method_types processing receipt_email setup_future_usage shipping status"
)


def create(account: Account, p: Params) -> StripeObject:
    money.check_amount(p["amount"], p["currency"])
    if p.get("confirm") and "payment_method" not in p:
        raise StripeError(400, _NO_METHOD, code="payment_intent_unexpected_state")
    method = payment_methods.attach(account, p["payment_method"]) if "payment_method" in p else None
    intent = account.add("pi", "payment_intent", objects.payment_intent(p))
    intent["client_secret"] = f"{intent['id']}_{account.new_id('secret')}"
    if method is not None:
        intent.update(payment_method=method["id"], status="requires_confirmation")
    account.tell("payment_intent.created", intent)
    if p.get("confirm"):
        _charge(account, intent, p.get("return_url"))
    return intent


def confirm(account: Account, p: Params) -> StripeObject:
    """Raises Stripe's 402 when the method is declined; the intent can then be confirmed with another one."""
    intent = _intent(account, p)
    if intent["status"] == "succeeded":
        message = (
            "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
        )
        raise unexpected_state(message, copy.deepcopy(intent))
    if intent["status"] not in _CONFIRMABLE:
        raise _wrong_state("confirm", "confirmed", intent, _CONFIRMABLE)
    if "payment_method" in p:
        intent["payment_method"] = payment_methods.attach(account, p["payment_method"])["id"]
    if intent["payment_method"] is None:
        raise unexpected_state(_NO_METHOD, copy.deepcopy(intent))
    _charge(account, intent, p.get("return_url"))
    return intent


def retrieve(account: Account, p: Params) -> StripeObject:
    return _intent(account, p)


def cancel(account: Account, p: Params) -> StripeObject:
    """A payment on its way cannot be called back: Stripe allows that only "in rare cases"."""
    intent = _intent(account, p)
    if intent["status"] not in _CANCELABLE or intent["status"] == "processing":
        raise _wrong_state("cancel", "canceled", intent, _CANCELABLE)
    intent.update(status="canceled", canceled_at=account.now(), next_action=None)
    intent["cancellation_reason"] = p.get("cancellation_reason")
    account.tell("payment_intent.canceled", intent)
    return intent


def complete(account: Account, intent_id: str, outcome: str) -> StripeObject:
    """What the buyer or the bank does outside the API: ends `requires_action` or `processing`."""
    intent = account.get("payment_intent", intent_id, "intent")
    if intent["status"] not in ("requires_action", "processing"):
        raise unexpected_state(f"Nothing to complete: it has a status of {intent['status']}.", copy.deepcopy(intent))
    acts = intent["status"] == "requires_action"
    if acts and outcome == "succeed":
        charging.charge(account, intent)
    elif acts:
        charging.fail_authentication(account, intent)
    elif outcome == "succeed":
        charging.take(account, intent)
    else:
        charging.decline(account, intent, payment_methods.BEHAVIOURS["pm_usBankAccount_insufficientFunds"])
    return intent


def settle(account: Account, intent_id: str) -> None:
    """A bank debit ends by itself, as its test payment method says."""
    intent = account.get("payment_intent", intent_id)
    if intent["status"] == "processing":
        behaviour = payment_methods.behaviour_of(account, intent["payment_method"])
        if behaviour.code is None:
            charging.take(account, intent)
        else:
            charging.decline(account, intent, behaviour)


def public(intent: StripeObject) -> StripeObject:
    return {name: intent[name] for name in _PUBLIC.split() if name in intent}


def _intent(account: Account, p: Params) -> StripeObject:
    intent = account.get("payment_intent", p["intent"], "intent")
    if p.get("client_secret", intent["client_secret"]) != intent["client_secret"]:
        raise missing("payment_intent", p["intent"], "intent")
    return intent


def _charge(account: Account, intent: StripeObject, return_url: str | None) -> None:
    if payment_methods.behaviour_of(account, intent["payment_method"]).needs_action:
        charging.ask_for_action(account, intent, return_url)
    else:
        charging.charge(account, intent)


def _wrong_state(verb: str, done: str, intent: StripeObject, allowed: tuple[str, ...]) -> StripeError:
    message = (
        f"You cannot {verb} this PaymentIntent because it has a status of {intent['status']}. Only a PaymentIntent "
        f"with one of the following statuses may be {done}: {', '.join(allowed)}."
    )
    return unexpected_state(message, copy.deepcopy(intent))
