"""What payments keep, and how it is found."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.money import Money
from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary, Structured
from argosy.orders.custody import Custody
from argosy.payments.attempt import AttemptStatus, Payer
from argosy.payments.channel import Word
from argosy.payments.unmatched import UnmatchedStatus, Why
from events.payments import ChannelRoute


class AttemptItem(Item, discriminator="attempt"):
    """An attempt to pay. Its order names it, so an order's attempts are found without an index. Never hot."""

    by_id = Primary("PAY#{id}", "ATTEMPT")
    by_channel_ref = Gsi1("CHANNEL-REF#{channel}#{channel_ref}", "{created_at}")

    id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    buyer_id = UnicodeAttribute()
    channel = UnicodeAttribute()
    method = UnicodeAttribute()
    amount_minor = NumberAttribute()
    wallet_minor = NumberAttribute()
    currency = UnicodeAttribute()
    status = Choice(AttemptStatus)
    channel_ref = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    received = Structured(Money, null=True)
    custody = Choice(Custody)
    expires_at_moment = Moment()
    created_at = Moment()
    payer = Payer()
    """Passed on to the channel, and never kept."""


class ChannelRoutesItem(Item, discriminator="channel_routes"):
    """A copy of what operators have set of channels. Each payment reads one of sixteen, a change writes all.

    One copy takes 3 000 payments a second, together 48 000.
    """

    by_copy = Primary("CHANNELS#{copy}", "ROUTES")

    copy = NumberAttribute()
    channels = Structured(tuple[ChannelRoute, ...])
    unhealthy_after = NumberAttribute()
    saved_by = UnicodeAttribute()
    saved_at = Moment()


class ChannelFailuresItem(Item, discriminator="channel_failures"):
    """How often a channel was silent in five minutes, to a quarter of the orders, who alone look at it.

    So one quarter's key takes 3 000 payments a second, together 12 000, and 500 silences a second; what is more is not counted.
    """

    by_window = Primary("FAILURES#{channel}#{shard}", "WINDOW#{window}")

    channel = UnicodeAttribute()
    shard = NumberAttribute()
    window = NumberAttribute()
    silences = NumberAttribute(null=True)


class UnmatchedItem(Item, discriminator="unmatched"):
    """A word that fits nothing. Each has a key of its own; the list of those that wait takes 4 000 new ones a second."""

    by_id = Primary("UNMATCHED#{id}", "UNMATCHED")
    waiting = Gsi1("UNMATCHED-WAITING#{shard}", "{waiting_since}#{id}", shards=4)

    id = UnicodeAttribute()
    why = Choice(Why)
    channel = UnicodeAttribute()
    number = UnicodeAttribute()
    channel_ref = UnicodeAttribute()
    order_id = UnicodeAttribute(null=True)
    outcome = UnicodeAttribute()
    amount = Structured(Money)
    status = Choice(UnmatchedStatus)
    noted_at = Moment()
    waiting_since = Moment(null=True)
    ended_by = UnicodeAttribute(null=True)
    ended_at = Moment(null=True)
    note = UnicodeAttribute(null=True)


class ChannelEventItem(Item, discriminator="channel_event"):
    """A channel's own words, kept before they are answered: one item per event id of the channel, spread by it, for a year."""

    by_event = Primary("INBOX#{channel}#{event_id}", "INBOX")

    channel = UnicodeAttribute()
    event_id = UnicodeAttribute()
    event_type = UnicodeAttribute()
    received_at = Moment()
    word = Structured(Word)
