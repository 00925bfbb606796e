"""How an order reaches its buyer: what is still to be shipped, receipt, and the time to say that nothing came."""

from dataclasses import replace
from datetime import datetime, timedelta

from argosy.kernel.errors import InvalidState
from argosy.kernel.sums import summed
from argosy.orders.errors import NotThatMany
from argosy.orders.order import Order
from argosy.orders.shipment import Shipment
from argosy.orders.status import OrderStatus

RECEIPT_AFTER = timedelta(days=10)
"""So long after its last parcel left, an order counts as received."""
RECEIPT_EXTENSION = timedelta(days=5)
TO_SHIP = (OrderStatus.PAID, OrderStatus.PARTIALLY_SHIPPED)


def to_ship(order: Order) -> dict[int, int]:
    """How many pieces of each line have not left yet; what goes back to the buyer's account does not leave any more."""
    gone = summed((parcel.line_no, parcel.quantity) for shipment in order.shipments for parcel in shipment.parcels)
    left = {line.line_no: line.quantity - line.returned_quantity - gone.get(line.line_no, 0) for line in order.lines}
    return {line_no: quantity for line_no, quantity in left.items() if quantity > 0}


def ship(order: Order, shipment: Shipment) -> Order:
    """With one more shipment on its way. Raises InvalidState, OrderHeld, NotThatMany."""
    order.free()
    if order.status not in TO_SHIP or not order.is_shipped:
        raise InvalidState(status=order.status)
    left = to_ship(order)
    for line_no, quantity in summed((parcel.line_no, parcel.quantity) for parcel in shipment.parcels).items():
        if quantity > left.get(line_no, 0):
            raise NotThatMany(line_no=line_no, left=left.get(line_no, 0))
    after = order.becomes(status=OrderStatus.PARTIALLY_SHIPPED, shipments=(*order.shipments, shipment))
    return after if to_ship(after) else whole(after, shipment.shipped_at)


def whole(order: Order, at: datetime) -> Order:
    """A changed order whose last parcel has left: from now on the buyer's silence counts."""
    return replace(order, status=OrderStatus.SHIPPED, receive_by=at + RECEIPT_AFTER)


def extend(order: Order) -> Order:
    """The buyer waits a little longer; once. Raises InvalidState."""
    if order.status is not OrderStatus.SHIPPED or order.receipt_extended or order.receive_by is None:
        raise InvalidState(status="extended" if order.receipt_extended else order.status)
    return order.becomes(receive_by=order.receive_by + RECEIPT_EXTENSION, receipt_extended=True)


def receive(order: Order) -> Order:
    """It has reached its buyer, who has the after-sale window from now on. Raises InvalidState unless all of it was shipped."""
    if order.status is not OrderStatus.SHIPPED:
        raise InvalidState(status=order.status)
    return order.becomes(status=OrderStatus.DELIVERED)
