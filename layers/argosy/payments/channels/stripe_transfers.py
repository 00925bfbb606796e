"""A party's share by Stripe: a transfer out of the charge that its buyer paid, to the party's connected account."""

from typing import Any

import stripe

from argosy.payments.channels.stripe_client import ask
from argosy.payments.split_words import Passed, SplitWish


def split(wish: SplitWish) -> Passed:
    """Transfer it. The share's own number is the key, so asked again it is the same transfer."""
    key = f"{wish.split_id}:{wish.failures}" if wish.failures else wish.split_id
    asked: Any = {
        "amount": wish.amount_minor, "currency": wish.attempt.currency.lower(), "destination": wish.account,
        "source_transaction": _charge(wish), "transfer_group": wish.attempt.id, "metadata": {"split_id": wish.split_id},
    }  # fmt: skip
    return Passed("succeeded", str(ask(lambda at: at.v1.transfers.create(asked, {"idempotency_key": key})).id))


def query_split(wish: SplitWish) -> Passed:
    """What Stripe knows of it. Keys are forgotten after a day, so it is looked for by its number before it is asked for again."""
    made = ask(lambda at: _made(at, wish))
    return split(wish) if made is None else Passed("succeeded", made)


def _made(at: stripe.StripeClient, wish: SplitWish) -> str | None:
    """Stripe's number of the transfer that carries ours, or None."""
    found = at.v1.transfers.list({"transfer_group": wish.attempt.id, "limit": 100}).auto_paging_iter()
    numbers = ((one.id, one.metadata.to_dict() if one.metadata else {}) for one in found)
    return next((str(number) for number, kept in numbers if kept.get("split_id") == wish.split_id), None)


def _charge(wish: SplitWish) -> str:
    """The charge that took the money: what it brought may be passed on before it is settled to us."""
    return str(ask(lambda at: at.v1.payment_intents.retrieve(str(wish.attempt.channel_ref))).latest_charge)
