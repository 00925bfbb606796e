"""Makes what an order's parties earned available to them, once the buyer can no longer give back."""

from argosy.kernel import clock
from argosy.kernel.errors import InvalidState
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write, retrying
from argosy.ledger import ledger
from argosy.orders import orders
from argosy.settlement.release import released
from events.orders import AfterSaleWindowEnded


@listens(AfterSaleWindowEnded)
def handler(event: AfterSaleWindowEnded, receipt: Receipt) -> None:
    def release() -> None:
        order = orders.get(event.order_id)
        try:
            completed, told = order.complete()
        except InvalidState:
            return  # it was refunded as a whole
        write = Write(receipt).add(orders.saved(completed), *ledger.post(*released(order, clock.now())))
        write.tell(told, beside=orders.key(order.id)).commit()

    retrying(release)
