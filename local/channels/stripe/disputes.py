"""Disputes: the buyer's bank takes the money back, and gives it again if the account wins."""

from local.channels.stripe import balance, objects
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError
from local.channels.stripe.parameters import Params

_FEE = 1500
_OPEN = ("needs_response", "under_review")


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
    if dispute["status"] not in _OPEN:
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


def update(account: Account, p: Params) -> StripeObject:
    """Evidence is kept until it is submitted, which is once; then the bank decides."""
    dispute = _open(account, p)
    details = dispute["evidence_details"]
    if details["submission_count"]:
        raise StripeError(400, "This dispute's evidence has been submitted already.")
    before, evidence = dispute["status"], p.get("evidence", {})
    dispute["evidence"] = {**dispute["evidence"], **evidence}
    details["has_evidence"] = bool(dispute["evidence"])
    if p.get("submit"):
        details["submission_count"] = 1
        dispute["status"] = "under_review"
    account.tell("charge.dispute.updated", dispute, status=before)
    return dispute


def accept(account: Account, p: Params) -> StripeObject:
    """The account gives it up, which is losing it."""
    return close(account, _open(account, p)["id"], "lost")


def _open(account: Account, p: Params) -> StripeObject:
    dispute = retrieve(account, p)
    if dispute["status"] not in _OPEN:
        raise StripeError(400, f"This dispute is already closed: {dispute['status']}.")
    return dispute
