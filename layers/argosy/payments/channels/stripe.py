"""Stripe by its official SDK. Every call carries a key made from our own id, so a repeated call is one call."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal

import stripe

from argosy.kernel import clock
from argosy.payments.attempt import Attempt
from argosy.payments.channel import NEVER_TAKEN, BillLine, Outcome, Refunded, RefundOutcome, RefundWish, Submitted, Told
from argosy.payments.channels.stripe_client import ask, keys
from argosy.payments.channels.stripe_transfers import query_return, query_split, split, take_back
from argosy.payments.errors import ChannelRefused

__all__ = [
    "bill", "close", "create", "query", "query_refund", "query_return", "query_split", "refund", "split", "take_back",
]  # fmt: skip

OUTCOMES: dict[str, Outcome] = {"succeeded": "succeeded", "canceled": "closed"}
REFUND_OUTCOMES: dict[str, RefundOutcome] = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}
BILLED = ("charge", "payment", "refund", "payment_refund", "refund_failure", "adjustment")
KEYS_LIVE = timedelta(hours=20)
"""Stripe keeps an idempotency key for 24 hours at least; the rest is for the last try under it."""


def create(attempt: Attempt) -> Submitted:
    """A payment intent for the attempt; asked again it is the same one. Raises ChannelRefused, ChannelSilent."""
    intent = _intent(attempt)
    payload = {"client_secret": intent.client_secret, "publishable_key": keys()["publishable_key"]}
    return Submitted(intent.id, payload)


def query(attempt: Attempt) -> Told:
    """What Stripe knows of the attempt now. One that it never had the answer to is asked for again, under its key."""
    reference = attempt.channel_ref or _reference(attempt)
    if reference is None:
        return NEVER_TAKEN
    return told_of(ask(lambda at: at.v1.payment_intents.retrieve(reference)))


def close(attempt: Attempt) -> Told:
    """Take the chance to pay away. Where the buyer was faster, that is what comes back."""
    reference = attempt.channel_ref or _reference(attempt)
    if reference is None:
        return NEVER_TAKEN
    try:
        return told_of(ask(lambda at: at.v1.payment_intents.cancel(reference)))
    except ChannelRefused:
        return told_of(ask(lambda at: at.v1.payment_intents.retrieve(reference)))


def refund(wish: RefundWish) -> Refunded:
    """Send money back by the way it came. The refund's own id is the key, so asked again it is the same refund.

    Stripe forgets keys, so what was wished for long ago is looked for first: it may have been done, and the answer lost.
    """
    reference = str(wish.attempt.channel_ref)
    if clock.now() - wish.wished_at > KEYS_LIVE:
        done = ask(lambda at: _refund_made(at, wish.refund_id, reference))
        if done is not None:
            return refunded_of(done)
    key = f"{wish.refund_id}:{wish.failures}" if wish.failures else wish.refund_id
    asked: Any = {"payment_intent": reference, "amount": wish.amount_minor, "metadata": {"refund_id": wish.refund_id}}
    return refunded_of(ask(lambda at: at.v1.refunds.create(asked, {"idempotency_key": key})))


def _refund_made(at: stripe.StripeClient, refund_id: str, channel_ref: str) -> Any:
    """The refund that carries our number, or None."""
    made = at.v1.refunds.list({"payment_intent": channel_ref, "limit": 100})
    numbers = ((one, one.metadata.to_dict() if one.metadata else {}) for one in made.auto_paging_iter())
    return next((one for one, kept in numbers if kept.get("refund_id") == refund_id and one.status != "failed"), None)


def query_refund(wish: RefundWish) -> Refunded:
    """What Stripe knows of a refund now; one that it never had the answer to is asked for again, under its key."""
    reference = wish.channel_refund_ref
    if not reference:
        return refund(wish)
    return refunded_of(ask(lambda at: at.v1.refunds.retrieve(reference)))


def bill(day: date) -> tuple[BillLine, ...]:
    """Charges, refunds, refunds that came back and disputes of one UTC day with their fees, from the balance transactions."""
    begins = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    wish: Any = {
        "created": {"gte": begins, "lt": begins + 86_400}, "limit": 100,
        "expand": ["data.source", "data.source.payment_intent"],
    }  # fmt: skip
    moved = ask(lambda at: list(at.v1.balance_transactions.list(wish).auto_paging_iter()))
    return tuple(_bill_line(one) for one in moved if one.type in BILLED)


def _bill_line(moved: Any) -> BillLine:
    source = moved.source
    if moved.type == "adjustment":
        at = datetime.fromtimestamp(moved.created, UTC)
        return BillLine("dispute", "", str(source.id), moved.amount, moved.fee, moved.currency.upper(), at)
    kept = (source.payment_intent.metadata if moved.type == "charge" else source.metadata) or {}
    kind: Literal["payment", "refund"] = "payment" if moved.type == "charge" else "refund"
    return BillLine(
        kind=kind,
        number=str(kept["attempt_id" if kind == "payment" else "refund_id"]) if kept else "",
        channel_ref=str(source.payment_intent.id if kind == "payment" else source.id),
        amount_minor=moved.amount if kind == "payment" else -moved.amount,  # a refund that failed takes itself back
        fee_minor=moved.fee,
        currency=moved.currency.upper(),
        at=datetime.fromtimestamp(moved.created, UTC),
    )


def refunded_of(made: Any) -> Refunded:
    """A refund in our words, as an object of the SDK or of a webhook."""
    return Refunded(REFUND_OUTCOMES.get(str(made["status"]), "waiting"), str(made["id"]))


def told_of(intent: Any) -> Told:
    """A payment intent in our words. A declined card leaves it waiting: the buyer may try another."""
    error = getattr(intent, "last_payment_error", None)
    return Told(
        outcome=OUTCOMES.get(intent.status, "waiting"), channel_ref=intent.id, amount_minor=intent.amount_received or 0,
        currency=intent.currency.upper(), failure=error.code if error else None,
    )  # fmt: skip


def _reference(attempt: Attempt) -> str | None:
    """Stripe's number for an attempt whose answer we do not have; none where Stripe refuses it and so never had it."""
    try:
        return str(_intent(attempt).id)
    except ChannelRefused:
        return None


def _intent(attempt: Attempt) -> Any:
    return ask(
        lambda at: at.v1.payment_intents.create(
            {
                "amount": attempt.amount_minor,
                "currency": attempt.currency.lower(),
                "automatic_payment_methods": {"enabled": True},
                "metadata": {"attempt_id": attempt.id, "order_id": attempt.order_id},
            },
            {"idempotency_key": attempt.id},
        )
    )
