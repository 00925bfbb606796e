"""A seller's own changes of stock: deliveries that came in, units that were lost."""

from argosy.catalogue.errors import OutOfStock
from argosy.catalogue.items import SkuItem
from argosy.catalogue.views import StockView
from argosy.kernel.errors import NotFound
from argosy.kernel.once import Once
from argosy.kernel.reply import Reply
from argosy.kernel.write import Write, retrying, update
from events.catalogue import StockChanged


def change(sku_id: str, seller_id: str, delta: int, reason: str, once: Once) -> Reply[StockView]:
    """So many more or fewer, and what is then available. Raises NotFound for a SKU of somebody else, OutOfStock.

    Answer and fact say what is available, so the write holds only if no order came in between; else it is tried again.
    """
    return retrying(lambda: _change(sku_id, seller_id, delta, reason, once))


def _change(sku_id: str, seller_id: str, delta: int, reason: str, once: Once) -> Reply[StockView]:
    sku = SkuItem.by_id.get(id=sku_id)
    if sku is None or sku.seller_id != seller_id:
        raise NotFound
    if sku.available + delta < 0:
        raise OutOfStock(sku_id=sku_id)
    available = int(sku.available + delta)
    told = StockChanged(
        sku_id=sku_id, product_id=sku.product_id, seller_id=seller_id, delta=delta, available=available, reason=reason
    )
    reply = Reply(StockView(id=sku_id, product_id=sku.product_id, delta=delta, available=available, reason=reason))
    moved = update(
        sku.key, SkuItem.available.add(delta), SkuItem.received.add(delta), when=SkuItem.available == sku.available
    )
    Write(once).add(moved).tell(told, beside=sku.key).commit(reply)
    return reply
