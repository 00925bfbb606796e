"""What orders tell."""

from typing import Literal

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class OrderedLine(BaseModel, frozen=True):
    """A line as it was bought."""

    line_no: int
    sku_id: str
    product_id: str
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
    reason: Literal["user", "timeout", "refunded"]


class OrderPaid(Event, name="order.paid", version=1):
    """The whole price of an order has been captured. Told once per order."""

    order_id: str
    buyer_id: str
    seller_ids: tuple[str, ...]
    payable: Money
    lines: tuple[OrderedLine, ...]


class AfterSaleWindowEnded(Event, name="order.after_sale_window_ended", version=1):
    """The time in which a buyer may give back is over. Told by a timer, whatever became of the order."""

    order_id: str


class OrderCompleted(Event, name="order.completed", version=1):
    """The sale is final as far as the calendar goes; the parties' shares are available to them."""

    order_id: str
    buyer_id: str
    seller_ids: tuple[str, ...]
