"""What splits by channels keep, and how it is found."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Item, Moment, Primary, Structured
from argosy.splits.channel_split import SplitStatus


class ChannelSplitItem(Item, discriminator="channel_split"):
    """All of a purchase in one partition, so that what was passed on of it is read consistently. Never hot."""

    by_id = Primary("SPLITS#{purchase_id}", "SPLIT#{id}")

    id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    purchase_id = UnicodeAttribute()
    attempt_id = UnicodeAttribute()
    provider = UnicodeAttribute()
    party = UnicodeAttribute()
    step = UnicodeAttribute()
    places = Structured(tuple[int, ...])
    shared_minor = NumberAttribute()
    whole_minor = NumberAttribute()
    amount_minor = NumberAttribute()
    currency = UnicodeAttribute()
    status = Choice(SplitStatus)
    account = UnicodeAttribute(null=True)
    is_person = BooleanAttribute()
    failures = NumberAttribute()
    channel_split_ref = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    created_at = Moment()


class ChannelAccountItem(Item, discriminator="channel_account"):
    """Where a party has its account at a channel. Read once per share that is passed on: never hot."""

    by_party = Primary("CHANNEL-ACCOUNTS#{party}", "{channel}")

    party = UnicodeAttribute()
    channel = UnicodeAttribute()
    account = UnicodeAttribute()
    is_person = BooleanAttribute()
    saved_by = UnicodeAttribute()
    saved_at = Moment()
