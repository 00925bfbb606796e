"""Takes what was ordered out of the buyer's cart."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.orders import carts
from events.orders import OrderPlaced


@listens(OrderPlaced)
def handler(event: OrderPlaced, receipt: Receipt) -> None:
    bought: dict[str, int] = {}
    for line in event.lines:
        bought[line.sku_id] = bought.get(line.sku_id, 0) + line.quantity
    carts.take_out(event.buyer_id, bought, receipt)
