"""What WeChat Pay says, in our words, and by which numbers it knows what is ours."""

from datetime import timedelta, timezone
from typing import Any

from argosy.payments.channel import Outcome, Refunded, RefundOutcome, Told

CHINA = timezone(timedelta(hours=8))
OUTCOMES: dict[str, Outcome] = {
    "SUCCESS": "succeeded",
    "REFUND": "succeeded",
    "CLOSED": "closed",
    "REVOKED": "closed",
    "PAYERROR": "failed",
}
REFUND_OUTCOMES: dict[str, RefundOutcome] = {"SUCCESS": "succeeded", "CLOSED": "failed", "ABNORMAL": "failed"}


def told_of(transaction: dict[str, Any]) -> Told:
    """A transaction as an answer or a notification has it."""
    state, amount = str(transaction["trade_state"]), transaction.get("amount") or {}
    outcome = OUTCOMES.get(state, "waiting")
    return Told(
        outcome=outcome,
        channel_ref=str(transaction.get("transaction_id") or ""),
        amount_minor=int(amount.get("total") or 0),
        currency=str(amount.get("currency") or ""),
        failure=state if outcome in ("closed", "failed") else None,
    )


def refunded_of(made: dict[str, Any]) -> Refunded:
    """A refund as an answer or a notification has it."""
    status = str(made.get("status") or made["refund_status"])
    return Refunded(REFUND_OUTCOMES.get(status, "waiting"), str(made["refund_id"]))


def refund_number(refund_id: str, tried: int) -> str:
    """Under what a refund goes to WeChat Pay that was closed there so many times."""
    return f"{refund_id}-{tried}" if tried else refund_id


def refund_id_of(number: str) -> str:
    """The refund that a number stands for."""
    return number.partition("-")[0]
