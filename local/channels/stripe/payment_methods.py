"""Stripe's test payment methods by name, and what each does when it is charged."""

from dataclasses import dataclass

from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError

_DECLINED = "Your card was declined."


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """`code` says how a charge fails; what does not settle at once is `processing` until later or by hand."""

    type: str = "card"
    last4: str = "4242"
    needs_action: bool = False
    settles: str = "at once"
    code: str | None = None
    decline_code: str | None = None
    message: str = _DECLINED
    refund: str = "succeeds"
    disputed: bool = False


def _declining(last4: str, code: str, decline_code: str | None = None, message: str = _DECLINED) -> Behaviour:
    return Behaviour(last4=last4, code=code, decline_code=decline_code, message=message)


def _debit(settles: str, code: str | None = None, message: str = "") -> Behaviour:
    return Behaviour(type="us_bank_account", last4="6789", settles=settles, code=code, message=message)


_INSUFFICIENT = "Your card has insufficient funds."
_DECLINES = {
    "chargeDeclined": _declining("0002", "card_declined", "generic_decline"),
    "chargeDeclinedInsufficientFunds": _declining("9995", "card_declined", "insufficient_funds", _INSUFFICIENT),
    "chargeDeclinedLostCard": _declining("9987", "card_declined", "lost_card"),
    "chargeDeclinedStolenCard": _declining("9979", "card_declined", "stolen_card"),
    "chargeDeclinedExpiredCard": _declining("0069", "expired_card", None, "Your card has expired."),
    "chargeDeclinedIncorrectCvc": _declining("0127", "incorrect_cvc", None, "Your card's security code is incorrect."),
    "chargeDeclinedProcessingError": _declining("0119", "processing_error", None, "An error occurred. Try again."),
}
BEHAVIOURS = {
    "pm_card_visa": Behaviour(),
    "pm_card_mastercard": Behaviour(last4="4444"),
    **{f"pm_card_{name}": declines for name, declines in _DECLINES.items()},
    **{f"pm_card_visa_{name}": declines for name, declines in _DECLINES.items()},
    "pm_card_authenticationRequired": Behaviour(last4="3184", needs_action=True),
    "pm_card_threeDSecure2Required": Behaviour(last4="3220", needs_action=True),
    "pm_card_threeDSecureRequired": Behaviour(last4="3063", needs_action=True),
    "pm_card_pendingRefund": Behaviour(last4="7726", refund="succeeds later"),
    "pm_card_refundFail": Behaviour(last4="5126", refund="fails later"),
    "pm_card_createDispute": Behaviour(last4="0259", disputed=True),
    "pm_usBankAccount_success": _debit("later"),
    "pm_usBankAccount_insufficientFunds": _debit("later", "insufficient_funds", "The account has insufficient funds."),
    "pm_usBankAccount_accountClosed": _debit("later", "account_closed", "The customer's bank account has been closed."),
    "pm_usBankAccount_processing": _debit("never"),
}


def attach(account: Account, name: str) -> StripeObject:
    """A test name becomes a payment method of its own, as at Stripe; an id made so before is used again."""
    known = account.objects.get("payment_method", {}).get(name)
    if known is not None:
        return known
    if name not in BEHAVIOURS:
        message = f"No such PaymentMethod: '{name}'"
        raise StripeError(404, message, code="resource_missing", param="payment_method")
    behaviour = BEHAVIOURS[name]
    made = account.add("pm", "payment_method", _fields(behaviour))
    account.behaviours[made["id"]] = name
    return made


def behaviour_of(account: Account, payment_method_id: str) -> Behaviour:
    return BEHAVIOURS[account.behaviours[payment_method_id]]


def details(behaviour: Behaviour) -> StripeObject:
    """What a payment method and a charge show of it."""
    if behaviour.type == "us_bank_account":
        return {"bank_name": "STRIPE TEST BANK", "last4": behaviour.last4, "routing_number": "110000000"}
    brand = "mastercard" if behaviour.last4 == "4444" else "visa"
    card = {"brand": brand, "country": "US", "exp_month": 12, "exp_year": 2034, "funding": "credit"}
    return {**card, "last4": behaviour.last4}


def _fields(behaviour: Behaviour) -> StripeObject:
    fields = {"billing_details": {"email": None, "name": None, "phone": None}, "customer": None, "livemode": False}
    return {**fields, "metadata": {}, "type": behaviour.type, behaviour.type: details(behaviour)}
