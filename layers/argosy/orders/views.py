"""What a client is shown of orders."""

import json
from typing import Any

from argosy.catalogue.biz_type import BizType
from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.kernel.outbox import EventItem
from argosy.orders.line_views import LineView
from argosy.orders.order import Order
from argosy.orders.purchase import Purchase
from argosy.orders.shipment import Shipment


class ParcelView(View):
    line_no: int
    quantity: int


class ShipmentView(View):
    id: str
    order_id: str
    carrier: str
    tracking_no: str
    lines: list[ParcelView]
    shipped_at: Instant


class HoldView(View):
    kind: str
    reason: str


class OrderView(View):
    """An order as its buyer sees it, or, for their own part of it, a seller. `orders` are its parts by seller."""

    id: str
    parent_id: str | None
    orders: list[str]
    seller_id: str | None
    biz_type: BizType
    status: str
    pay_status: str
    refund_status: str
    close_reason: str | None
    hold: HoldView | None
    list_amount: Money
    discount_amount: Money
    shipping_amount: Money
    tax_amount: Money
    payable: Money
    paid_amount: Money
    wallet_amount: Money
    refunded_amount: Money
    charged_back_amount: Money
    lines: list[LineView]
    shipments: list[ShipmentView]
    address: dict[str, str] | None
    pay_deadline: Instant
    receive_by: Instant | None
    created_at: Instant
    version: int

    @classmethod
    def of_purchase(cls, purchase: Purchase) -> "OrderView":
        head = purchase.head

        def money(minor: int) -> Money:
            return Money(amount=minor, currency=head.currency)

        return cls(
            id=head.id, parent_id=head.parent_id, orders=list(head.child_ids), seller_id=head.seller_id,
            biz_type=head.biz_type, status=purchase.status, pay_status=purchase.pay_status,
            refund_status=purchase.refund_status, close_reason=head.close_reason,
            hold=HoldView.of(stopped) if (stopped := purchase.stopped_by) else None,
            list_amount=money(sum(line.list_minor for line in purchase.lines)),
            discount_amount=money(sum(line.discount_minor for line in purchase.lines)),
            shipping_amount=money(sum(line.shipping_minor for line in purchase.lines)),
            tax_amount=money(sum(line.tax_minor for line in purchase.lines)),
            payable=head.payable, paid_amount=money(head.paid_minor), wallet_amount=money(head.wallet_minor),
            refunded_amount=money(purchase.refunded_minor), charged_back_amount=money(purchase.charged_back_minor),
            lines=[LineView.of_line(line, order) for order in purchase.orders for line in order.lines],
            shipments=[_shipment(order, sent) for order in purchase.orders for sent in order.shipments],
            address=head.address, pay_deadline=head.pay_deadline, receive_by=head.receive_by,
            created_at=head.created_at, version=head.version,
        )  # fmt: skip


def _shipment(order: Order, sent: Shipment) -> ShipmentView:
    lines = [ParcelView.of(parcel) for parcel in sent.parcels]
    return ShipmentView.model_validate({**vars(sent), "order_id": order.id, "lines": lines})


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


def concerns(item: EventItem, order: Order) -> bool:
    """Whether a fact of a purchase is about the whole of it or about this seller's part."""
    about = json.loads(item.data).get("order_id", order.id)
    return about in (order.id, order.head_id)
