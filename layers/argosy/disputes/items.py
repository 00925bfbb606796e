"""What disputes keep, and how it is found."""

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.disputes.dispute import DisputeStatus, Evidence, Source
from argosy.kernel.table import Choice, Gsi2, Item, Moment, Primary, Structured
from argosy.orders.charging_back import Given
from argosy.payments.dispute_words import DisputeMoney


class DisputeItem(Item, discriminator="dispute"):
    """A dispute under its own number: never hot. Those that are open are listed: 4 000 changes a second."""

    by_id = Primary("DISPUTE#{id}", "DISPUTE")
    open_ones = Gsi2("OPEN-DISPUTES#{shard}", "{open_since}#{id}", shards=4)

    id = UnicodeAttribute()
    channel = UnicodeAttribute()
    channel_ref = UnicodeAttribute()
    attempt_id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    seller_ids = Structured(tuple[str, ...])
    parties = Structured(tuple[str, ...])
    amount_minor = NumberAttribute()
    currency = UnicodeAttribute()
    reason = UnicodeAttribute()
    status = Choice(DisputeStatus)
    respond_by = Moment(null=True)
    given = Structured(tuple[Given, ...])
    sources = Structured(tuple[Source, ...])
    money = Structured(DisputeMoney)
    evidence = Structured(Evidence, null=True)
    accepted_by = UnicodeAttribute(null=True)
    created_at = Moment()
    open_since = Moment(null=True)
