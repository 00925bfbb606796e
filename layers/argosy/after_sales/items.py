"""What after-sales keep, and how it is found."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from argosy.after_sales.after_sale import Entry, Sent
from argosy.after_sales.status import Kind, Status
from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary, Structured

SHARDS = 4
"""Each shard of the staff's queue takes 1 000 cases a second."""


class AfterSaleItem(Item, discriminator="after_sale"):
    """A case with its history, under its own id: never hot. A seller's list takes a thousand changes a second."""

    by_id = Primary("AFTERSALE#{id}", "CASE")
    by_buyer = Gsi1("AFTERSALES-OF#{buyer_id}", "{created_at}#{id}")
    by_seller = Gsi2("AFTERSALES-TO#{seller_id}", "{created_at}#{id}")

    id = UnicodeAttribute()
    order_id = UnicodeAttribute()
    purchase_id = UnicodeAttribute()
    buyer_id = UnicodeAttribute()
    seller_id = UnicodeAttribute()
    line_no = NumberAttribute()
    sku_id = UnicodeAttribute()
    title = UnicodeAttribute()
    wants = Choice(Kind)
    quantity = NumberAttribute()
    sent = BooleanAttribute()
    asked_minor = NumberAttribute()
    currency = UnicodeAttribute()
    status = Choice(Status)
    due_at = Moment(null=True)
    return_address = UnicodeAttribute(null=True)
    shipped_back = Structured(Sent, null=True)
    pieces_with = UnicodeAttribute()
    returned_quantity = NumberAttribute()
    fit_quantity = NumberAttribute()
    restocked_quantity = NumberAttribute()
    replaced = BooleanAttribute()
    reshipped = Structured(Sent, null=True)
    refund_minor = NumberAttribute()
    refund_failed = BooleanAttribute()
    history = Structured(tuple[Entry, ...])
    created_at = Moment()


class ArbitrationItem(Item, discriminator="arbitration"):
    """That the staff has to look at a case, beside it; gone when they have ruled."""

    by_case = Primary("AFTERSALE#{case_id}", "ARBITRATION")
    waiting = Gsi1("ARBITRATIONS#{shard}", "{since}#{case_id}", shards=SHARDS)

    case_id = UnicodeAttribute()
    since = Moment()
