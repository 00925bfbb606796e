"""What orders keep, and how it is found."""

from pynamodb.attributes import BooleanAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute

from argosy.catalogue.biz_type import BizType
from argosy.kernel.table import Choice, Gsi1, Gsi2, Item, Moment, Primary, Structured
from argosy.orders.claim import Claim
from argosy.orders.custody import Custody
from argosy.orders.hold import Hold
from argosy.orders.late_payment import LatePayment
from argosy.orders.line import Line
from argosy.orders.quote import QuotedLine
from argosy.orders.shipment import Shipment
from argosy.orders.split import Share
from argosy.orders.status import OrderStatus


class CartItem(Item, discriminator="cart"):
    """A person's cart: at most a hundred SKUs in one item. One person is never hot."""

    by_user = Primary("USER#{user_id}", "CART")

    user_id = UnicodeAttribute()
    quantities = JSONAttribute()


class QuoteItem(Item, discriminator="quote"):
    """A price that was promised; an order takes it away, and DynamoDB forgets the others after a day."""

    by_id = Primary("QUOTE#{id}", "QUOTE")

    id = UnicodeAttribute()
    buyer_id = UnicodeAttribute()
    biz_type = Choice(BizType)
    currency = UnicodeAttribute()
    lines = Structured(tuple[QuotedLine, ...])
    payable_minor = NumberAttribute()
    hash = UnicodeAttribute()
    from_cart = BooleanAttribute()
    expires_at_moment = Moment()


class OrderItem(Item, discriminator="order"):
    """An order with its lines and shares; what happened to it lies beside its head. One order is never hot."""

    by_id = Primary("ORDER#{id}", "ORDER")
    by_buyer = Gsi1("BUYER#{listed_for}", "ORDER#{created_at}#{id}")

    id = UnicodeAttribute()
    buyer_id = UnicodeAttribute()
    listed_for = UnicodeAttribute(null=True)
    """The buyer, in whose list a child does not stand beside its head."""
    seller_id = UnicodeAttribute(null=True)
    parent_id = UnicodeAttribute(null=True)
    child_ids = Structured(tuple[str, ...])
    biz_type = Choice(BizType)
    status = Choice(OrderStatus)
    close_reason = UnicodeAttribute(null=True)
    hold = Structured(Hold, null=True)
    dispute_ids = Structured(tuple[str, ...])
    currency = UnicodeAttribute()
    payable_minor = NumberAttribute()
    paid_minor = NumberAttribute()
    wallet_minor = NumberAttribute()
    wallet_back_minor = NumberAttribute()
    lines = Structured(tuple[Line, ...])
    rule_book_version = NumberAttribute()
    promoter_ids = Structured(tuple[str, ...])
    shares = Structured(tuple[Share, ...])
    attempt_ids = Structured(tuple[str, ...])
    open_attempt_ids = Structured(tuple[str, ...])
    paid_attempt_id = UnicodeAttribute(null=True)
    last_channel = UnicodeAttribute(null=True)
    refused_by = Structured(tuple[str, ...])
    address = JSONAttribute(null=True)
    shipments = Structured(tuple[Shipment, ...])
    receive_by = Moment(null=True)
    receipt_extended = BooleanAttribute()
    claims = Structured(tuple[Claim, ...])
    window_ended = BooleanAttribute()
    pay_deadline = Moment()
    late_payment = Choice(LatePayment)
    custody = Choice(Custody)
    created_at = Moment()


class EarningItem(Item, discriminator="earning"):
    """That a party has a share in an order: the party's list of what it earned, a thousand new ones a second and party.

    The direct channel, which has a share in most sales, has no list.
    """

    by_order = Primary("ORDER#{order_id}", "EARNING#{party}")
    by_party = Gsi2("EARNINGS#{party}", "{created_at}#{order_id}")

    order_id = UnicodeAttribute()
    party = UnicodeAttribute()
    created_at = Moment()


class SaleItem(Item, discriminator="sale"):
    """That a seller has a part in an order: the seller's list of orders, a thousand new ones a second and seller."""

    by_order = Primary("ORDER#{order_id}", "SALE#{seller_id}")
    by_seller = Gsi2("SALES#{seller_id}", "{created_at}#{order_id}")

    order_id = UnicodeAttribute()
    seller_id = UnicodeAttribute()
    created_at = Moment()
