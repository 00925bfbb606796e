"""Sellers ship what was bought; buyers say that it came, or that it takes longer."""

from typing import Annotated

from pydantic import Field

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, EachOnce, Id, Identifier, Quantity, Text
from argosy.kernel.http import Api, Created, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.orders import moves, orders, shipping
from argosy.orders.order import Order
from argosy.orders.permissions import ORDER_PLACE, ORDER_SELL
from argosy.orders.purchase import Purchase
from argosy.orders.shipment import Parcel, Shipment
from argosy.orders.views import OrderView
from events.orders import OrderDelivered, OrderShipped, ReceiptExtended

app = Api(tag="orders")
OrderId = Annotated[str, Id("ord")]


class ParcelWish(Body):
    line_no: Quantity
    quantity: Quantity


class NewShipment(Body):
    """Without lines it is all that is left to ship."""

    carrier: Annotated[str, Text(1, 60)]
    tracking_no: Annotated[str, Identifier(1, 60)]
    lines: Annotated[list[ParcelWish], Field(min_length=1, max_length=40), EachOnce("line_no")] | None = None


@app.post("/v1/merchant/orders/{order_id}/shipments", may=ORDER_SELL, once=True)
def ship(order_id: OrderId, wish: NewShipment, caller: Caller, once: Once) -> Created[OrderView]:
    """A parcel has left: the order is shipped when nothing is left of it."""

    def shipped() -> Created[OrderView]:
        order = orders.of_seller(order_id, caller.id)
        left = {line.line_no: line.quantity for line in wish.lines} if wish.lines else shipping.to_ship(order)
        sent = Shipment(
            ids.derived("shp", order.id, once.key), wish.carrier, wish.tracking_no,
            tuple(Parcel(line_no, quantity) for line_no, quantity in left.items()), clock.now(),
        )  # fmt: skip
        after = shipping.ship(order, sent)
        told = OrderShipped(
            order_id=order.id, buyer_id=order.buyer_id, seller_id=caller.id, shipment_id=sent.id,
            carrier=sent.carrier, tracking_no=sent.tracking_no, whole=after.receive_by is not None,
        )  # fmt: skip
        reply = Created(_view(after), f"/v1/orders/{order.id}")
        moves.ship(after, told, once, reply)
        return reply

    return retrying(shipped)


@app.post("/v1/orders/{order_id}/confirm-receipt", may=ORDER_PLACE)
def confirm(order_id: OrderId, caller: Caller, once: Once) -> OrderView:
    """It has come: the time to give it back begins now. A purchase over several sellers is confirmed for each of them."""

    def received() -> OrderView:
        order = orders.of_buyer(order_id, caller.id).head
        now, after = clock.now(), shipping.receive(order)
        told = OrderDelivered(
            order_id=order.id, buyer_id=order.buyer_id, seller_id=str(order.seller_id), confirmed=True
        )
        reply = Reply(_view(after))
        moves.receive(after, told, now, once, reply)
        return reply.view

    return retrying(received)


@app.post("/v1/orders/{order_id}/extend-receipt", may=ORDER_PLACE)
def extend(order_id: OrderId, caller: Caller, once: Once) -> OrderView:
    """It has not come yet: silence counts as receipt five days later. Once for each order."""

    def extended() -> OrderView:
        after = shipping.extend(orders.of_buyer(order_id, caller.id).head)
        assert after.receive_by is not None
        reply = Reply(_view(after))
        told = ReceiptExtended(order_id=after.id, receive_by=after.receive_by)
        moves.extend(after, told, once, reply)
        return reply.view

    return retrying(extended)


def _view(order: Order) -> OrderView:
    return OrderView.of_purchase(Purchase(order))


handler = app.handler
