"""Puts a paid order on the lists of those who earn by it."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.orders import earnings, orders
from events.orders import OrderPaid


@listens(OrderPaid)
def handler(event: OrderPaid, receipt: Receipt) -> None:
    earnings.note(orders.purchase(event.order_id), receipt)
