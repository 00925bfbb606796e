"""Closes an order for good when the last attempt to pay it has ended without money, and frees its stock."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import retrying
from argosy.orders import moves, orders
from argosy.orders.status import OrderStatus
from events.payments import PaymentSettled


@listens(PaymentSettled)
def handler(event: PaymentSettled, receipt: Receipt) -> None:
    def finish() -> None:
        purchase = orders.purchase(event.order_id)
        if purchase.head.status is OrderStatus.CLOSING and not purchase.head.open_attempt_ids:
            moves.finish_closing(purchase, receipt)

    retrying(finish)
