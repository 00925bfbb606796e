"""Cases as they are kept: found, listed, saved."""

from argosy.after_sales.after_sale import AfterSale
from argosy.after_sales.items import AfterSaleItem, ArbitrationItem
from argosy.kernel.errors import StateConflict
from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Part, delete, put, save
from argosy.orders import orders
from argosy.orders.order import Order


def get(case_id: str) -> AfterSale:
    """Raises NotFound."""
    return AfterSaleItem.by_id.load(AfterSale, id=case_id)


def with_order(case_id: str) -> tuple[AfterSale, Order]:
    """A case and its order. Raises NotFound, StateConflict where the case has ended between the two reads."""
    case = get(case_id)
    order = orders.get(case.order_id)
    if case.is_open and not any(claim.open for claim in order.claims if claim.case_id == case.id):
        raise StateConflict
    return case, order


def saved(before: AfterSale | None, after: AfterSale) -> tuple[Part, ...]:
    """The case, and its place in the staff's queue: taken when they are called, left when they have ruled."""
    parts = [save(AfterSaleItem.of(after))]
    waited = before is not None and before.is_arbitrated
    if after.is_arbitrated and not waited:
        parts.append(put(ArbitrationItem(case_id=after.id, since=after.history[-1].at)))
    if waited and not after.is_arbitrated:
        parts.append(delete(ArbitrationItem.by_case.key(case_id=after.id)))
    return tuple(parts)


def page_of_buyer(buyer_id: str, limit: int, after: Position | None) -> Page:
    """What the buyer asked for, newest first."""
    return _cases(AfterSaleItem.by_buyer.query(buyer_id=buyer_id, limit=limit, after=after, newest_first=True))


def page_of_seller(seller_id: str, limit: int, after: Position | None) -> Page:
    """What the seller was asked for, newest first."""
    return _cases(AfterSaleItem.by_seller.query(seller_id=seller_id, limit=limit, after=after, newest_first=True))


def page_of_staff(limit: int, after: Position | None) -> Page:
    """What waits for the staff, newest first."""
    found = ArbitrationItem.waiting.newest(limit=limit, after=after)
    keys = [AfterSaleItem.by_id.key(id=item.case_id) for item in found.items]
    raws = fetch(keys)
    return _cases(Page([AfterSaleItem.read(raws[key]) for key in keys], found.next))


def _cases(page: Page) -> Page:
    return Page([item.to(AfterSale) for item in page.items], page.next)
