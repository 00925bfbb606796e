"""What payments keep, and how it is found."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel.money import Money
from argosy.kernel.table import Choice, Item, Moment, Primary, Structured
from argosy.payments.attempt import AttemptStatus, Payer
from argosy.payments.channel import Word


class AttemptItem(Item, discriminator="attempt"):
    """An attempt to pay. Its order names it, so an order's attempts are found without an index. Never hot."""

    by_id = Primary("PAY#{id}", "ATTEMPT")

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
    expires_at_moment = Moment()
    created_at = Moment()
    payer = Payer()
    """Passed on to the channel, and never kept."""


class ChannelEventItem(Item, discriminator="channel_event"):
    """A channel's own words, kept before they are answered: one item per event id of the channel, spread by it, for a year."""

    by_event = Primary("INBOX#{channel}#{event_id}", "INBOX")

    channel = UnicodeAttribute()
    event_id = UnicodeAttribute()
    event_type = UnicodeAttribute()
    received_at = Moment()
    word = Structured(Word)
