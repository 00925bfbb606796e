"""Disputes: the buyer's bank takes the money back, and gives it again if the account wins."""

from local.channels.stripe import balance, objects
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError
from local.channels.stripe.parameters import Params

_FEE = 1500


def create(account: Account, charge_id: str, amount: int | None = None, reason: str = "fraudulent") -> StripeObject:
    charge = account.get("charge", charge_id)
    most = charge["amount_captured"] - charge["amount_refunded"]
    if charge["disputed"] or charge["status"] != "succeeded" or not 0 < (amount or most) <= most:
        raise StripeError(
            400, f"Charge {charge_id} cannot be disputed: {most} is left, disputed: {charge['disputed']}."
        )
    charge["disputed"] = True
    dispute = account.add("du", "dispute", objects.dispute(charge, amount or most, reason))
    withdrawn = balance.record(account, "adjustment", dispute, -dispute["amount"], _FEE)
    dispute["balance_transactions"].append(withdrawn)
    account.tell("charge.dispute.created", dispute)
    account.tell("charge.dispute.funds_withdrawn", dispute)
    return dispute


def close(account: Account, dispute_id: str, outcome: str) -> StripeObject:
    """`outcome` is "won" or "lost". Won, amount and fee come back and the charge can be refunded again."""
    dispute = account.get("dispute", dispute_id, "dispute")
    if dispute["status"] not in ("needs_response", "under_review"):
        raise StripeError(400, f"This dispute is already closed: {dispute['status']}.")
    dispute["status"] = outcome
    if outcome == "won":
        account.get("charge", dispute["charge"])["disputed"] = False
        reinstated = balance.record(account, "adjustment", dispute, dispute["amount"], -_FEE)
        dispute["balance_transactions"].append(reinstated)
        dispute["is_charge_refundable"] = True
    account.tell("charge.dispute.closed", dispute)
    if outcome == "won":
        account.tell("charge.dispute.funds_reinstated", dispute)
    return dispute


def retrieve(account: Account, p: Params) -> StripeObject:
    return account.get("dispute", p["dispute"], "dispute")
