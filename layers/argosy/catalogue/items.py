"""What the catalogue keeps, and how it is found."""

from enum import StrEnum

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from argosy.catalogue.biz_type import BizType
from argosy.catalogue.prices import History
from argosy.catalogue.product import Sku
from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary, Structured
from argosy.publishing.publication import Status


class ProductItem(Item, discriminator="product"):
    """The working version, its history beside it. One key takes 500 changes a second: never hot."""

    by_id = Primary("PRODUCT#{id}", "PRODUCT")
    of_owner = Gsi1("SELLER#{kept_by}", "{created_at}#{id}")

    id = UnicodeAttribute()
    seller_id = UnicodeAttribute()
    kept_by = UnicodeAttribute(null=True)
    """The seller, until it is archived."""
    title = UnicodeAttribute()
    biz_type = Choice(BizType)
    description = UnicodeAttribute()
    tags = Structured(tuple[str, ...])
    currency = UnicodeAttribute()
    skus = Structured(tuple[Sku, ...])
    status = Choice(Status)
    reason = UnicodeAttribute(null=True)
    case_id = UnicodeAttribute(null=True)
    is_public = BooleanAttribute()
    taken_down = BooleanAttribute(default=False)
    public_tags = Structured(tuple[str, ...])
    public_sku_ids = Structured(tuple[str, ...])
    prices = Structured(dict[str, History], default=dict)
    coming = Structured(dict[str, int], default=dict)
    prices_due_at = Moment(null=True)
    published_at = Moment(null=True)
    created_at = Moment()
    updated_at = Moment()


class PublishedProductItem(Item, discriminator="published_product"):
    """What the public reads; its SKUs are items of their own. Caches answer for a product that everybody reads."""

    by_id = Primary("PRODUCT#{id}", "PUBLISHED")

    id = UnicodeAttribute()
    seller_id = UnicodeAttribute()
    biz_type = Choice(BizType)
    title = UnicodeAttribute()
    description = UnicodeAttribute()
    tags = Structured(tuple[str, ...])
    language = UnicodeAttribute()
    sku_ids = Structured(tuple[str, ...])
    published_at = Moment()
    created_at = Moment()
    updated_at = Moment()


class SkuItem(Item, discriminator="sku"):
    """A SKU as it is offered, and its stock: available + held + sold - returned = received, at any time.

    `received` is all that the seller ever put in, less what was written off. Reservations are items of their orders.
    One key takes 500 orders a second while the item is below 1 KB (a transaction costs two units for each); a flash
    sale takes its quota out into shards.
    """

    by_id = Primary("SKU#{id}", "SKU")

    id = UnicodeAttribute()
    product_id = UnicodeAttribute()
    seller_id = UnicodeAttribute()
    title = UnicodeAttribute()
    code = UnicodeAttribute()
    options = Structured(dict[str, str])
    price_minor = NumberAttribute()
    currency = UnicodeAttribute()
    biz_type = Choice(BizType)
    on_sale = BooleanAttribute()
    available = NumberAttribute()
    received = NumberAttribute()


class ReservationStatus(StrEnum):
    """held → sold | released; released → sold, when late money revives an order."""

    HELD = "held"
    SOLD = "sold"
    RELEASED = "released"


class ReservationItem(Item, discriminator="reservation"):
    """What an order holds or bought of a SKU; `returnable` of it may still come back. Spread by order: never hot."""

    by_order = Primary("RESERVATION#{order_id}", "SKU#{sku_id}")

    order_id = UnicodeAttribute()
    sku_id = UnicodeAttribute()
    quantity = NumberAttribute()
    returnable = NumberAttribute()
    status = Choice(ReservationStatus)
