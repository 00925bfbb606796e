"""Takes what was ordered out of the buyer's cart."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.sums import summed
from argosy.kernel.worker import listens
from argosy.orders import carts
from events.orders import OrderPlaced


@listens(OrderPlaced)
def handler(event: OrderPlaced, receipt: Receipt) -> None:
    bought = summed((line.sku_id, line.quantity) for line in event.lines if line.sku_id)
    carts.take_out(event.buyer_id, bought, receipt)
