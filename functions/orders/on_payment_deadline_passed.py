"""Closes an order that nobody has paid in time."""

from argosy.kernel.errors import InvalidState
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import retrying
from argosy.orders import moves, orders
from events.orders import PaymentDeadlinePassed


@listens(PaymentDeadlinePassed)
def handler(event: PaymentDeadlinePassed, receipt: Receipt) -> None:
    def close() -> None:
        try:
            moves.begin_closing(orders.purchase(event.order_id), "timeout", receipt)
        except InvalidState:
            return  # it was paid or cancelled meanwhile: nothing is left to do

    retrying(close)
