"""Products as they are kept: working version, published version, SKUs, lists, review case and facts in one write."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from argosy.catalogue import shop
from argosy.catalogue.cards import EVERY, ProductCardItem
from argosy.catalogue.items import ProductItem, PublishedProductItem
from argosy.catalogue.offer import Offer
from argosy.catalogue.offers import offers, on_sale
from argosy.catalogue.product import Product, told
from argosy.kernel.errors import NotFound
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Page, Position
from argosy.kernel.write import Part, Write, save
from argosy.publishing import cases
from argosy.publishing.case import Case, Kind
from argosy.publishing.publication import Status
from events.catalogue import PricesChanged, PricesDue

__all__ = [
    "Offer", "change", "decide", "draft", "find", "get", "get_own", "offers", "on_sale", "page", "page_of_own", "prices_due",
    "published",
]  # fmt: skip


def find(product_id: str) -> Product | None:
    """The working version, unless it is archived."""
    item = ProductItem.by_id.get(id=product_id)
    product: Product | None = item.to(Product) if item else None
    return None if product is None or product.status is Status.ARCHIVED else product


def get(product_id: str) -> Product:
    """Raises NotFound."""
    product = find(product_id)
    if product is None:
        raise NotFound
    return product


def get_own(product_id: str, seller_id: str) -> Product:
    """Raises NotFound for a product of somebody else."""
    product = get(product_id)
    if product.seller_id != seller_id:
        raise NotFound
    return product


def published(product_id: str) -> PublishedProductItem | None:
    item: PublishedProductItem | None = PublishedProductItem.by_id.get(id=product_id)
    return item


def page(seller_id: str | None, tag: str | None, limit: int, after: Position | None) -> Page:
    """The cards of products on sale, newest first, of all or of a seller, with any tag or this one."""
    if seller_id:
        return ProductCardItem.of_seller.query(
            seller_id=seller_id, tag=tag or EVERY, limit=limit, after=after, newest_first=True
        )
    return ProductCardItem.listed.newest(tag=tag or EVERY, limit=limit, after=after)


def page_of_own(seller_id: str, limit: int, after: Position | None) -> Page:
    """All that the seller works on or has on sale, newest first."""
    return ProductItem.of_seller.query(kept_by=seller_id, limit=limit, after=after, newest_first=True)


def draft(product: Product, stock: Mapping[str, int], once: Once, answer: Answer) -> None:
    """Keep a new product, and its SKUs with their first stock."""
    Write(once).add(save(_item(product)), *shop.new_skus(product, stock, on_sale=False)).commit(answer)


def change(
    before: Product, after: Product, at: datetime, *parts: Part, stock: Mapping[str, int] | None = None,
    once: Once | None = None, answer: Answer | None = None,
) -> None:  # fmt: skip
    """Save a move and all that follows from it; `stock` names the new SKUs. No change, no write."""
    if after is before:
        return
    write = Write(once).add(save(_item(after)), *_shop(before, after, stock or {}), *parts)
    write.add(*cases.following(Kind.PRODUCT, before, after, at))
    if after.prices_due_at and after.prices_due_at != before.prices_due_at:
        due = PricesDue(product_id=after.id, due_at=after.prices_due_at)
        write.remind(after.prices_due_at, due, about=f"{after.id}.{after.version}")
    write.tell(*told(before, after), beside=ProductItem.by_id.key(id=after.id)).commit(answer)


def decide(case: Case, at: datetime, once: Once, answer: Answer) -> None:
    """The decided case, and what it decides, at once. Raises StateConflict where somebody else decided first."""
    before = get(case.subject_id)
    change(before, before.decided(at, reason=case.reason), at, cases.kept(case), once=once, answer=answer)


def prices_due(product_id: str, due_at: datetime, at: datetime, receipt: Receipt) -> None:
    """The prices that were to hold from then on hold now; where they were taken back meanwhile nothing happens."""
    before = find(product_id)
    after = before.with_coming_prices(due_at, at) if before else None
    if before is None or after is None or after is before:
        return
    told = PricesChanged(product_id=after.id, seller_id=after.seller_id, sku_ids=tuple(before.coming))
    write = Write(receipt).add(save(_item(after)), *shop.repriced(after, before.coming))
    write.tell(told, beside=ProductItem.by_id.key(id=after.id)).commit()


def _item(product: Product) -> ProductItem:
    return ProductItem.of(product, kept_by=None if product.status is Status.ARCHIVED else product.seller_id)


def _shop(before: Product, after: Product, stock: Mapping[str, int]) -> Iterator[Part]:
    """SKUs that are new, and what the move puts on sale and takes off."""
    shown = after.shown_since(before)
    yield from shop.new_skus(after, stock, on_sale=shown is not None and after.is_public)
    if shown is not None:
        yield from shop.window(before, after, besides=stock)
