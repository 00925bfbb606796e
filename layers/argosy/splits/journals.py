"""The journals of a share that a channel passes on: set aside when it is sent, gone when the channel has done it."""

from datetime import datetime

from argosy.ledger import accounts
from argosy.ledger.journal import Journal, Posting
from argosy.splits.channel_split import INTERNAL, ChannelSplit


def aside(split: ChannelSplit) -> str:
    """Where a share lies from its sending until its end."""
    return accounts.suspense("split", split.id)


def sent(split: ChannelSplit, at: datetime) -> Journal:
    """Nothing takes it back any more but a return."""
    return _of(split, "sent", Posting(accounts.at_channel(split.party), aside(split), split.amount_minor), at)


def done(split: ChannelSplit, at: datetime) -> Journal:
    """The channel holds so much less for us; what came from the wallet is the party's to be paid out."""
    inside = split.provider == INTERNAL
    to = accounts.available(split.party) if inside else accounts.world(split.provider)
    return _of(split, "done", Posting(aside(split), to, split.amount_minor), at)


def _of(split: ChannelSplit, step: str, posting: Posting, at: datetime) -> Journal:
    return Journal.of(
        "channel_split", split.id, step, asset=split.currency, at=at, actor="system", order_id=split.order_id,
        postings=(posting,),
    )  # fmt: skip
