"""What orders tell."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class OrderedLine(BaseModel, frozen=True):
    """A line as it was bought."""

    line_no: int
    sku_id: str | None
    product_id: str | None
    seller_id: str
    title: str
    quantity: int
    payable: Money


class OrderPlaced(Event, name="order.placed", version=1):
    """A buyer has ordered; stock is held until the payment deadline."""

    order_id: str
    buyer_id: str
    payable: Money
    lines: tuple[OrderedLine, ...]


class PaymentDeadlinePassed(Event, name="order.payment_deadline_passed", version=1):
    """The time to pay is over. Told by a timer, whether the order was paid or not."""

    order_id: str


class OrderClosing(Event, name="order.closing", version=1):
    """No new payment may begin; those that are open are closed at their channels, and then the order is closed."""

    order_id: str
    attempt_ids: tuple[str, ...]


class OrderClosed(Event, name="order.closed", version=1):
    """The order is over without a sale; its stock is free again."""

    order_id: str
    buyer_id: str
    reason: Literal["user", "timeout", "refunded", "charged_back"]


class OrderPaid(Event, name="order.paid", version=1):
    """The whole price of an order has been captured. Told once per order; `orders` are its parts, by seller."""

    order_id: str
    buyer_id: str
    payable: Money
    lines: tuple[OrderedLine, ...]
    orders: dict[str, str]


class OrderShipped(Event, name="order.shipped", version=1):
    """A parcel has left the seller; `whole` says that nothing is left to ship."""

    order_id: str
    buyer_id: str
    seller_id: str
    shipment_id: str
    carrier: str
    tracking_no: str
    whole: bool


class ReceiptDeadlinePassed(Event, name="order.receipt_deadline_passed", version=1):
    """So long after the last parcel a buyer's silence means that it came. Told by a timer, whatever became of the order."""

    order_id: str


class ReceiptExtended(Event, name="order.receipt_extended", version=1):
    """The buyer waits a little longer before silence counts as receipt."""

    order_id: str
    receive_by: datetime


class OrderDelivered(Event, name="order.delivered", version=1):
    """It has reached its buyer: they said so, or said nothing for long enough."""

    order_id: str
    buyer_id: str
    seller_id: str
    confirmed: bool


class OrderRepriced(Event, name="order.repriced", version=1):
    """Its seller lowered the price before it was paid. `payable` is what the whole purchase costs now."""

    order_id: str
    head_id: str
    buyer_id: str
    payable: Money
    reason: str


class OrderHeld(Event, name="order.held", version=1):
    """Nothing of the order is shipped or becomes available until it is released."""

    order_id: str
    kind: str
    reason: str


class OrderReleased(Event, name="order.released", version=1):
    """The order moves on."""

    order_id: str
    reason: str


class AfterSaleWindowEnded(Event, name="order.after_sale_window_ended", version=1):
    """The time in which a buyer may give back is over. Told by a timer, whatever became of the order."""

    order_id: str


class OrderCompleted(Event, name="order.completed", version=1):
    """The sale is final as far as the calendar goes; the parties' shares are available to them."""

    order_id: str
    buyer_id: str
    seller_id: str
