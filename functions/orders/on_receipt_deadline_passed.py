"""Takes an order for received when its buyer has said nothing for long enough."""

from argosy.kernel import clock
from argosy.kernel.errors import InvalidState
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import retrying
from argosy.orders import moves, orders, shipping
from events.orders import OrderDelivered, ReceiptDeadlinePassed


@listens(ReceiptDeadlinePassed)
def handler(event: ReceiptDeadlinePassed, receipt: Receipt) -> None:
    def receive() -> None:
        order, now = orders.get(event.order_id), clock.now()
        if order.receive_by is None or order.receive_by > now:
            return  # it was extended: another timer waits for that
        try:
            after = shipping.receive(order)
        except InvalidState:
            return  # the buyer has confirmed it, or it was given back
        told = OrderDelivered(
            order_id=order.id, buyer_id=order.buyer_id, seller_id=str(order.seller_id), confirmed=False
        )
        moves.receive(after, told, now, receipt, None)

    retrying(receive)
