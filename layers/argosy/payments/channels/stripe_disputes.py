"""Stripe's disputes: what Stripe says of one in our words, and how it is answered."""

from datetime import UTC, datetime
from typing import Any

from argosy.payments.channels.stripe_client import ask
from argosy.payments.dispute_words import Disputed, DisputeMoney, DisputeOutcome
from argosy.payments.errors import ChannelRefused

OUTCOMES: dict[str, DisputeOutcome] = {
    "warning_needs_response": "inquiry", "warning_under_review": "inquiry", "warning_closed": "won",
    "needs_response": "needs_response", "under_review": "under_review", "won": "won", "lost": "lost", "prevented": "won",
}  # fmt: skip


def submit_evidence(dispute_ref: str, text: str, key: str) -> Disputed:
    """Hand it to the buyer's bank; asked again under the same key it is the same answer. Raises ChannelRefused, ChannelSilent."""
    answer: Any = {"evidence": {"uncategorized_text": text}, "submit": True}
    return disputed_of(ask(lambda at: at.v1.disputes.update(dispute_ref, answer, {"idempotency_key": key})))


def accept(dispute_ref: str, key: str) -> Disputed:
    """Give it up. Where it is closed already, how it was comes back."""
    try:
        return disputed_of(ask(lambda at: at.v1.disputes.close(dispute_ref, {}, {"idempotency_key": key})))
    except ChannelRefused:
        return disputed_of(ask(lambda at: at.v1.disputes.retrieve(dispute_ref)))


def disputed_of(dispute: Any) -> Disputed:
    """A dispute in our words, as an object of the SDK or of a webhook."""
    due_by = dispute["evidence_details"]["due_by"]
    return Disputed(
        dispute_ref=str(dispute["id"]),
        channel_ref=str(dispute["payment_intent"]),
        outcome=OUTCOMES.get(str(dispute["status"]), "under_review"),
        amount_minor=int(dispute["amount"]),
        currency=str(dispute["currency"]).upper(),
        reason=str(dispute["reason"]),
        respond_by=datetime.fromtimestamp(due_by, UTC) if due_by else None,
        money=_money(dispute),
    )


def _money(dispute: Any) -> DisputeMoney:
    """Stripe lists every movement of its balance on the dispute; those in another currency are of another balance."""
    moved = [one for one in dispute["balance_transactions"] if one["currency"] == dispute["currency"]]
    return DisputeMoney(
        withdrawn_minor=sum(-one["amount"] for one in moved if one["amount"] < 0),
        reinstated_minor=sum(one["amount"] for one in moved if one["amount"] > 0),
        fee_minor=sum(one["fee"] for one in moved if one["fee"] > 0),
        fee_back_minor=sum(-one["fee"] for one in moved if one["fee"] < 0),
    )
