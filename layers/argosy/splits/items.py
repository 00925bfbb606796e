"""What splits by channels keep, and how it is found."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary, Structured
from argosy.splits.instruction import InstructionStatus


class ChannelSplitItem(Item, discriminator="channel_split"):
    """All of a purchase in one partition, so that what was passed on of it is read consistently. Never hot.

    The list of those that have failed takes 4 000 new ones a second.
    """

    by_id = Primary("SPLITS#{purchase_id}", "SPLIT#{id}")
    refused = Gsi1("FAILED-SPLITS#{shard}", "{failed_at}#{id}", shards=4)

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
    status = Choice(InstructionStatus)
    account = UnicodeAttribute(null=True)
    is_person = BooleanAttribute()
    failures = NumberAttribute()
    channel_split_ref = UnicodeAttribute(null=True)
    failure = UnicodeAttribute(null=True)
    failed_at = Moment(null=True)
    done_at = Moment(null=True)
    returning_minor = NumberAttribute()
    created_at = Moment()


class ChannelReturnItem(Item, discriminator="channel_return"):
    """Beside the splits of its purchase. Never hot; the list of those that have failed takes 4 000 new ones a second."""

    by_id = Primary("SPLITS#{purchase_id}", "RETURN#{id}")
    refused = Gsi1("FAILED-RETURNS#{shard}", "{failed_at}#{id}", shards=4)

    id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    purchase_id = UnicodeAttribute()
    split_id = UnicodeAttribute()
    cause_id = UnicodeAttribute()
    provider = UnicodeAttribute()
    party = UnicodeAttribute()
    amount_minor = NumberAttribute()
    currency = UnicodeAttribute()
    status = Choice(InstructionStatus)
    failures = NumberAttribute()
    failure = UnicodeAttribute(null=True)
    failed_at = Moment(null=True)
    channel_return_ref = UnicodeAttribute(null=True)
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
