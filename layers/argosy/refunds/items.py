"""What refunds keep."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Item, Moment, Primary, Structured
from argosy.orders.refunding import Portion
from argosy.refunds.refund import RefundSource, RefundStatus


class RefundItem(Item, discriminator="refund"):
    """A refund under its own number: never hot."""

    by_id = Primary("RFD#{id}", "REFUND")

    id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    purchase_id = UnicodeAttribute()
    buyer_id = UnicodeAttribute()
    attempt_id = UnicodeAttribute()
    source = Choice(RefundSource)
    portions = Structured(tuple[Portion, ...])
    unclaimed_as = UnicodeAttribute(null=True)
    amount_minor = NumberAttribute()
    wallet_minor = NumberAttribute()
    currency = UnicodeAttribute()
    reason = UnicodeAttribute()
    status = Choice(RefundStatus)
    failures = NumberAttribute()
    booked = BooleanAttribute()
    channel_refund_ref = UnicodeAttribute(null=True)
    created_at = Moment()
