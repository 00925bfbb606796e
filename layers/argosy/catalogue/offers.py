"""SKUs as they can be bought at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass

from argosy.catalogue.biz_type import BizType
from argosy.catalogue.items import SkuItem
from argosy.kernel.table import fetch


@dataclass(frozen=True)
class Offer:
    """A SKU's published words and price, and its stock. It is on sale while its product is published."""

    sku_id: str
    product_id: str
    seller_id: str
    title: str
    code: str
    options: dict[str, str]
    price_minor: int
    currency: str
    available: int
    on_sale: bool
    biz_type: BizType


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
