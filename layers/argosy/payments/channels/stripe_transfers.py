"""A party's share by Stripe: a transfer of what its buyer paid to the party's connected account, and its reversal."""

from typing import Any

import stripe

from argosy.payments.channels.stripe_client import ask
from argosy.payments.split_words import ReturnWish, SplitAnswer, SplitWish


def split(wish: SplitWish) -> SplitAnswer:
    """Transfer it. The share's own number is the key, so asked again it is the same transfer."""
    key = f"{wish.split_id}:{wish.failures}" if wish.failures else wish.split_id
    asked: Any = {
        "amount": wish.amount_minor, "currency": wish.attempt.currency.lower(), "destination": wish.account,
        "source_transaction": _charge(wish), "transfer_group": wish.attempt.id, "metadata": {"split_id": wish.split_id},
    }  # fmt: skip
    return SplitAnswer("succeeded", str(ask(lambda at: at.v1.transfers.create(asked, {"idempotency_key": key})).id))


def query_split(wish: SplitWish) -> SplitAnswer:
    """What Stripe knows of it. Keys are forgotten after a day, so it is looked for by its number before it is asked for again."""
    made = ask(lambda at: _made(at, wish))
    return split(wish) if made is None else SplitAnswer("succeeded", made)


def take_back(wish: ReturnWish) -> SplitAnswer:
    """Reverse so much of the transfer. The return's own number is the key, so asked again it is the same reversal."""
    key = f"{wish.return_id}:{wish.failures}" if wish.failures else wish.return_id
    asked: Any = {"amount": wish.amount_minor, "metadata": {"return_id": wish.return_id}}
    made = ask(lambda at: at.v1.transfers.reversals.create(wish.channel_split_ref, asked, {"idempotency_key": key}))
    return SplitAnswer("succeeded", str(made.id))


def query_return(wish: ReturnWish) -> SplitAnswer:
    """What Stripe knows of it; looked for by its number before it is asked for again, for the same reason."""
    made = ask(
        lambda at: _numbered(at.v1.transfers.reversals.list(wish.channel_split_ref, {"limit": 100}), wish.return_id)
    )
    return take_back(wish) if made is None else SplitAnswer("succeeded", made)


def _made(at: stripe.StripeClient, wish: SplitWish) -> str | None:
    return _numbered(at.v1.transfers.list({"transfer_group": wish.attempt.id, "limit": 100}), wish.split_id)


def _numbered(listed: Any, number: str) -> str | None:
    """Stripe's number of what carries ours, or None."""
    kept = ((one.id, one.metadata.to_dict() if one.metadata else {}) for one in listed.auto_paging_iter())
    return next((str(reference) for reference, ours in kept if number in ours.values()), None)


def _charge(wish: SplitWish) -> str:
    """The charge that took the money: what it brought may be passed on before it is settled to us."""
    return str(ask(lambda at: at.v1.payment_intents.retrieve(str(wish.attempt.channel_ref))).latest_charge)
