"""The journals of a share that a channel passes on: set aside when it is sent, gone when the channel has done it; and of one
that comes back.
"""

from collections.abc import Iterable
from datetime import datetime

from argosy.ledger import accounts
from argosy.ledger.journal import Journal, Posting
from argosy.splits.channel_return import ChannelReturn
from argosy.splits.channel_split import INTERNAL, ChannelSplit

ASIDE = accounts.suspense("split", "")


def aside(split: ChannelSplit) -> str:
    """Where a share lies from its sending until its end."""
    return f"{ASIDE}{split.id}"


def sent(split: ChannelSplit, at: datetime) -> Journal:
    """Nothing takes it back any more but a return."""
    posting = Posting(accounts.at_channel(split.party), aside(split), split.amount_minor)
    return _of(split, "channel_split", "sent", [posting], at)


def done(split: ChannelSplit, at: datetime) -> Journal:
    """The channel holds so much less for us; what came from the wallet is the party's to be paid out."""
    inside = split.provider == INTERNAL
    to = accounts.available(split.party) if inside else accounts.world(split.provider)
    return _of(split, "channel_split", "done", [Posting(aside(split), to, split.amount_minor)], at)


def returned(back: ChannelReturn, owed_minor: int, at: datetime) -> Journal:
    """The channel holds so much more for us: it repays the party's debt, and what is repaid by now is the party's again."""
    world, repaid_minor = accounts.world(back.provider), min(back.amount_minor, owed_minor)
    parts = {
        accounts.receivable(back.party): repaid_minor,
        accounts.available(back.party): back.amount_minor - repaid_minor,
    }
    postings = [Posting(world, account, minor) for account, minor in parts.items() if minor]
    return _of(back, "channel_return", "done", postings, at)


def _of(
    about: ChannelSplit | ChannelReturn, business: str, step: str, postings: Iterable[Posting], at: datetime
) -> Journal:  # fmt: skip
    return Journal.of(
        business, about.id, step, asset=about.currency, at=at, actor="system", order_id=about.order_id,
        postings=tuple(postings),
    )  # fmt: skip
