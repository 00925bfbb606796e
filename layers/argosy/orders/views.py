"""What a client is shown of quotes and orders."""

import json
from typing import Any

from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.kernel.outbox import EventItem
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.quote import Quote, QuotedLine


class QuotedLineView(View):
    sku_id: str
    product_id: str
    title: str
    code: str
    options: dict[str, str]
    quantity: int
    unit_price: Money
    payable: Money
    available: int

    @classmethod
    def of_line(cls, line: QuotedLine, currency: str) -> "QuotedLineView":
        money = {
            "unit_price": Money(amount=line.unit_price_minor, currency=currency),
            "payable": Money(amount=line.payable_minor, currency=currency),
        }
        return cls.model_validate({**vars(line), **money})


class QuoteView(View):
    """A promised price: send `quote_id` and `hash` to order at it."""

    quote_id: str
    hash: str
    expires_at: Instant
    lines: list[QuotedLineView]
    payable: Money

    @classmethod
    def of_quote(cls, quote: Quote) -> "QuoteView":
        return cls(
            quote_id=quote.id,
            hash=quote.hash,
            expires_at=quote.expires_at_moment,
            payable=Money(amount=quote.payable_minor, currency=quote.currency),
            lines=[QuotedLineView.of_line(line, quote.currency) for line in quote.lines],
        )


class LineView(View):
    line_no: int
    sku_id: str
    product_id: str
    seller_id: str
    title: str
    code: str
    options: dict[str, str]
    quantity: int
    unit_price: Money
    payable: Money
    refunded_amount: Money

    @classmethod
    def of_line(cls, line: Line, currency: str) -> "LineView":
        amounts = {
            "unit_price": line.unit_price_minor,
            "payable": line.payable_minor,
            "refunded_amount": line.refunded_minor,
        }
        money = {name: Money(amount=minor, currency=currency) for name, minor in amounts.items()}
        return cls.model_validate({**vars(line), **money})


class OrderView(View):
    """An order as its buyer and, for their lines, its sellers see it."""

    id: str
    status: str
    pay_status: str
    refund_status: str
    close_reason: str | None
    payable: Money
    paid_amount: Money
    refunded_amount: Money
    lines: list[LineView]
    address: dict[str, str] | None
    pay_deadline: Instant
    created_at: Instant
    version: int

    @classmethod
    def of_order(cls, order: Order) -> "OrderView":
        return cls._of(order, order.lines, order.address)

    @classmethod
    def for_party(cls, order: Order, user_id: str) -> "OrderView":
        """The buyer sees all of it, a seller the lines that they sold."""
        if user_id == order.buyer_id:
            return cls.of_order(order)
        return cls._of(order, tuple(line for line in order.lines if line.seller_id == user_id), order.address)

    @classmethod
    def _of(cls, order: Order, lines: tuple[Line, ...], address: dict[str, str] | None) -> "OrderView":
        def money(minor: int) -> Money:
            return Money(amount=minor, currency=order.currency)

        return cls(
            id=order.id,
            status=order.status,
            pay_status=order.pay_status,
            refund_status=order.refund_status,
            close_reason=order.close_reason,
            payable=order.payable,
            paid_amount=money(order.paid_minor),
            refunded_amount=money(order.refunded_minor),
            lines=[LineView.of_line(line, order.currency) for line in lines],
            address=address,
            pay_deadline=order.pay_deadline,
            created_at=order.created_at,
            version=order.version,
        )


class HappenedView(View):
    """A fact of an order's history."""

    id: str
    name: str
    at: Instant
    actor: str
    data: dict[str, Any]

    @classmethod
    def of_event(cls, item: EventItem, *, with_data: bool) -> "HappenedView":
        data = json.loads(item.data) if with_data else {}
        return cls(id=item.id, name=item.name, at=item.at, actor=item.actor, data=data)
