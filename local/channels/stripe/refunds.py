"""Refunds: whole or in parts, never more than was captured; some test cards settle or fail them later."""

from local.channels.stripe import balance, money, objects
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError, invalid
from local.channels.stripe.parameters import Params
from local.channels.stripe.payment_methods import behaviour_of


def create(account: Account, p: Params) -> StripeObject:
    charge = _charge(account, p)
    amount = _refundable(charge, p.get("amount"))
    refund = account.add("re", "refund", objects.refund(charge, amount, p))
    refund["balance_transaction"] = balance.record(account, "refund", refund, -amount)["id"]
    refunded = charge["amount_refunded"]
    charge["amount_refunded"] = refunded + amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount_captured"]
    behaviour = behaviour_of(account, charge["payment_method"]).refund
    if behaviour == "succeeds later":
        refund["status"] = "pending"
        account.later("settle_refund", refund["id"])
    elif behaviour == "fails later":
        account.later("fail_refund", refund["id"])
    account.tell("refund.created", refund)
    account.tell("charge.refunded", charge, amount_refunded=refunded)
    return refund


def update(account: Account, p: Params) -> StripeObject:
    refund = account.get("refund", p["refund"], "refund")
    merged = {**refund["metadata"], **p.get("metadata", {})}
    refund["metadata"] = {key: value for key, value in merged.items() if value}
    account.tell("refund.updated", refund)
    return refund


def retrieve(account: Account, p: Params) -> StripeObject:
    return account.get("refund", p["refund"], "refund")


def settle(account: Account, refund_id: str) -> None:
    refund = account.get("refund", refund_id)
    if refund["status"] == "pending":
        refund["status"] = "succeeded"
        account.tell("refund.updated", refund, status="pending")


def fail(account: Account, refund_id: str) -> StripeObject:
    """The buyer's bank sends the money back to the account, which owes it again."""
    refund = account.get("refund", refund_id, "refund")
    if refund["status"] not in ("pending", "succeeded"):
        raise StripeError(400, f"This refund has a status of {refund['status']} and cannot fail.")
    before = refund["status"]
    returned = balance.record(account, "refund_failure", refund, refund["amount"])
    refund.update(status="failed", failure_reason="expired_or_canceled_card")
    refund["failure_balance_transaction"] = returned["id"]
    charge = account.get("charge", refund["charge"])
    charge["amount_refunded"] -= refund["amount"]
    charge["refunded"] = False
    account.tell("refund.updated", refund, status=before)
    account.tell("charge.refund.updated", refund, status=before)
    account.tell("refund.failed", refund)
    return refund


def _charge(account: Account, p: Params) -> StripeObject:
    if "charge" in p and "payment_intent" in p:
        raise invalid("You may only specify one of these parameters: charge, payment_intent.", "charge")
    if "charge" in p:
        return account.get("charge", p["charge"])
    if "payment_intent" not in p:
        message = "One of the following params should be provided for this request: payment_intent or charge."
        raise invalid(message, "payment_intent", "parameter_missing")
    intent = account.get("payment_intent", p["payment_intent"], "payment_intent")
    if intent["status"] != "succeeded":
        raise StripeError(400, f"This PaymentIntent ({intent['id']}) does not have a successful charge to refund.")
    return account.get("charge", intent["latest_charge"])


def _refundable(charge: StripeObject, amount: int | None) -> int:
    left: int = charge["amount_captured"] - charge["amount_refunded"]
    if charge["status"] != "succeeded":
        raise StripeError(400, f"Charge {charge['id']} has not succeeded; there is nothing to refund.")
    if charge["disputed"]:
        message = f"Charge {charge['id']} has been charged back; cannot issue a refund."
        raise StripeError(400, message, code="charge_disputed")
    if left == 0:
        message = f"Charge {charge['id']} has already been refunded."
        raise StripeError(400, message, code="charge_already_refunded")
    if amount is not None and amount > left:
        asked, rest = (money.spell(value, charge["currency"]) for value in (amount, left))
        message = f"Refund amount ({asked}) is greater than unrefunded amount on charge ({rest})"
        raise StripeError(400, message, code="amount_too_large", param="amount")
    return left if amount is None else amount
