"""Offers as they are at this moment."""

from collections.abc import Iterable

from argosy.catalogue.items import SkuItem
from argosy.catalogue.offer import Offer
from argosy.kernel.table import fetch


def offers(sku_ids: Iterable[str]) -> dict[str, Offer]:
    """Of these SKUs, public or not, read consistently in one round trip per hundred; unknown ones are left out."""
    raws = fetch(SkuItem.by_id.key(id=sku_id) for sku_id in sku_ids)
    return {offer.sku_id: offer for offer in map(_offer, map(SkuItem.read, raws.values()))}


def on_sale(sku_ids: Iterable[str]) -> dict[str, Offer]:
    """Those of them that anybody may buy and see; drafts and what was taken off sale are left out like unknown ones."""
    return {sku_id: offer for sku_id, offer in offers(sku_ids).items() if offer.on_sale}


def _offer(sku: SkuItem) -> Offer:
    return Offer(
        sku_id=sku.id, product_id=sku.product_id, seller_id=sku.seller_id, title=sku.title, code=sku.code,
        options=sku.options, price_minor=int(sku.price_minor), currency=sku.currency,
        available=int(sku.available), on_sale=bool(sku.on_sale), biz_type=sku.biz_type,
    )  # fmt: skip
