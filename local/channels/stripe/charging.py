"""What becomes of an intent when its payment method is charged: taken, declined, more is asked, or it takes time."""

from typing import Any

from local.channels.stripe import balance, disputes, money, objects
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError
from local.channels.stripe.payment_methods import Behaviour, behaviour_of

_AUTHENTICATION_FAILED = (
    "We are unable to authenticate your payment method. Please choose a different payment method and try again."
)


def charge(account: Account, intent: StripeObject) -> None:
    """Charges the attached method. Raises Stripe's 402 with the intent inside when it is declined."""
    behaviour = behaviour_of(account, intent["payment_method"])
    intent.update(next_action=None, last_payment_error=None)
    made = account.add("ch", "charge", objects.charge(intent, intent["payment_method"], behaviour))
    intent["latest_charge"] = made["id"]
    if behaviour.settles != "at once":
        intent.update(status="processing", processing={"type": behaviour.type})
        account.tell("payment_intent.processing", intent)
        account.tell("charge.pending", made)
        if behaviour.settles == "later":
            account.later("settle_payment", intent["id"])
    elif behaviour.code is None:
        take(account, intent)
    else:
        error = decline(account, intent, behaviour)
        raise StripeError(402, error["message"], **_thrown(error), payment_intent=dict(intent))


def ask_for_action(account: Account, intent: StripeObject, return_url: str | None) -> None:
    redirect = {"url": f"{account.url}/_sim/#{intent['id']}", "return_url": return_url}
    sdk = {"type": "three_d_secure_redirect", "stripe_js": f"{account.url}/_sim/#{intent['id']}"}
    action = {"type": "redirect_to_url", "redirect_to_url": redirect} if return_url else None
    intent["next_action"] = action or {"type": "use_stripe_sdk", "use_stripe_sdk": sdk}
    intent.update(status="requires_action", last_payment_error=None)
    account.tell("payment_intent.requires_action", intent)


def take(account: Account, intent: StripeObject) -> None:
    """The money has come: the charge and then the intent succeed."""
    charge = account.get("charge", intent["latest_charge"])
    behaviour = behaviour_of(account, charge["payment_method"])
    category = "charge" if behaviour.type == "card" else "payment"
    booked = balance.record(account, category, charge, charge["amount"], money.fee(charge["amount"]))
    charge.update(status="succeeded", paid=True, captured=True, amount_captured=charge["amount"])
    charge.update(balance_transaction=booked["id"], outcome=_outcome("authorized", None))
    intent.update(status="succeeded", amount_received=intent["amount"], processing=None, next_action=None)
    account.tell("charge.succeeded", charge)
    account.tell("payment_intent.succeeded", intent)
    if behaviour.disputed:
        disputes.create(account, charge["id"])


def decline(account: Account, intent: StripeObject, behaviour: Behaviour) -> StripeObject:
    """The charge failed: the intent waits for another payment method. Returns the error it shows."""
    charge = account.get("charge", intent["latest_charge"])
    charge.update(status="failed", failure_code=behaviour.code, failure_message=behaviour.message)
    charge["outcome"] = _outcome("issuer_declined", behaviour.decline_code)
    error = {"code": behaviour.code, "message": behaviour.message, "charge": charge["id"]}
    if behaviour.decline_code:
        error["decline_code"] = behaviour.decline_code
    account.tell("charge.failed", charge)
    return _fail(account, intent, {**error, "type": "card_error" if behaviour.type == "card" else "api_error"})


def fail_authentication(account: Account, intent: StripeObject) -> None:
    code = "payment_intent_authentication_failure"
    _fail(account, intent, {"code": code, "message": _AUTHENTICATION_FAILED, "type": "invalid_request_error"})


def _fail(account: Account, intent: StripeObject, error: StripeObject) -> StripeObject:
    error["payment_method"] = dict(account.get("payment_method", intent["payment_method"]))
    error["doc_url"] = f"https://stripe.com/docs/error-codes/{error['code'].replace('_', '-')}"
    intent.update(status="requires_payment_method", payment_method=None, next_action=None, processing=None)
    intent["last_payment_error"] = error
    account.tell("payment_intent.payment_failed", intent)
    return error


def _thrown(error: StripeObject) -> dict[str, Any]:
    return {name: value for name, value in error.items() if name not in ("message", "doc_url")}


def _outcome(reached: str, reason: str | None) -> StripeObject:
    sent = {"network_status": "approved_by_network" if reached == "authorized" else "declined_by_network"}
    return {**sent, "reason": reason, "risk_level": "normal", "type": reached}
