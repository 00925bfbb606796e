"""Products as they are kept, with their SKUs."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from argosy.catalogue import shop
from argosy.catalogue.cards import ProductCardItem
from argosy.catalogue.items import ProductItem, PublishedProductItem
from argosy.catalogue.offer import Offer
from argosy.catalogue.offers import offers, on_sale
from argosy.catalogue.product import FACTS, Product
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Part, Write
from argosy.publishing import cases
from argosy.publishing.case import Case, Kind
from argosy.publishing.shelf import Shelf
from events.catalogue import PricesChanged, PricesDue

__all__ = [
    "Offer", "change", "decide", "draft", "find", "get", "get_own", "offers", "on_sale", "page", "page_of_own", "prices_due",
    "published",
]  # fmt: skip


SHELF = Shelf(
    kind=Kind.PRODUCT, noun=Product, owner="seller_id", working=ProductItem, shown=PublishedProductItem, card=ProductCardItem,
    facts=FACTS,
)  # fmt: skip
find, get, get_own, published = SHELF.find, SHELF.get, SHELF.get_own, SHELF.published
page, page_of_own = SHELF.page, SHELF.page_of_own


def draft(product: Product, stock: Mapping[str, int], once: Once, answer: Answer) -> None:
    """Keep a new product, and its SKUs with their first stock."""
    Write(once).add(SHELF.kept(product), *shop.new_skus(product, stock, on_sale=False)).commit(answer)


def change(
    before: Product, after: Product, at: datetime, *parts: Part, stock: Mapping[str, int] | None = None,
    once: Once | None = None, answer: Answer | None = None,
) -> None:  # fmt: skip
    """Save a move and all that follows from it; `stock` names the new SKUs. No change, no write."""
    if after is before:
        return
    write = SHELF.moved(Write(once), before, after, at, sku_ids=after.sku_ids)
    write.add(*_shop(before, after, stock or {}), *parts)
    if after.prices_due_at and after.prices_due_at != before.prices_due_at:
        due = PricesDue(product_id=after.id, due_at=after.prices_due_at)
        write.remind(after.prices_due_at, due, about=f"{after.id}.{after.version}")
    write.commit(answer)


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
    write = Write(receipt).add(SHELF.kept(after), *shop.repriced(after, before.coming))
    write.tell(told, beside=SHELF.key(after)).commit()


def _shop(before: Product, after: Product, stock: Mapping[str, int]) -> Iterator[Part]:
    """SKUs that are new, and what the move puts on sale and takes off."""
    shown = after.shown_since(before)
    yield from shop.new_skus(after, stock, on_sale=shown is not None and after.is_public)
    if shown is not None:
        yield from shop.window(before, after, besides=stock)
