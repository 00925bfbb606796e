"""Orders as they are kept: found, listed, saved. What moves one adds `orders.saved(...)` to its own transaction."""

from collections.abc import Iterable
from typing import Any

from argosy.kernel.errors import NotFound
from argosy.kernel.table import Key, Page, Position, fetch
from argosy.kernel.write import Part, save
from argosy.orders.items import OrderItem, SaleItem
from argosy.orders.order import Order
from argosy.orders.purchase import Purchase


def get(order_id: str) -> Order:
    """The order, whoever's it is: for listeners and for those who may see any. Raises NotFound."""
    return OrderItem.by_id.load(Order, id=order_id)


def purchase(order_id: str) -> Purchase:
    """The order with its children, if it has any. Raises NotFound."""
    return with_children([get(order_id)])[0]


def of_buyer(order_id: str, buyer_id: str) -> Purchase:
    """The buyer's own purchase; somebody else's is NotFound."""
    head = get(order_id)
    if head.buyer_id != buyer_id:
        raise NotFound
    return with_children([head])[0]


def own(raw: dict[str, Any] | None, buyer_id: str) -> Order:
    """The buyer's own order in what DynamoDB answered, without its children; none or somebody else's is NotFound."""
    found = OrderItem.read(raw).to(Order) if raw else None
    if found is None or found.buyer_id != buyer_id:
        raise NotFound
    return found


def of_party(order_id: str, user_id: str) -> Purchase:
    """The purchase for its buyer; for one of its sellers their own order of it. For others it is NotFound."""
    found = purchase(order_id)
    if found.head.buyer_id == user_id:
        return found
    sold = next((order for order in found.orders if order.seller_id == user_id), None)
    if sold is None:
        raise NotFound
    return Purchase(sold)


def readable(order_id: str, user_id: str, *, sees_any: bool) -> Purchase:
    """For those whose role sees any order all of it; else as for a party of it."""
    return purchase(order_id) if sees_any else of_party(order_id, user_id)


def of_seller(order_id: str, seller_id: str) -> Order:
    """What this seller sold by it; for others it is NotFound."""
    found = of_party(order_id, seller_id)
    if found.head.seller_id != seller_id:
        raise NotFound
    return found.head


def purchases(order_ids: Iterable[str]) -> list[Purchase]:
    """What these orders belong to, each once; ids that are none are left out."""
    found = _known(order_ids)
    heads = _known(order.head_id for order in found)
    return with_children(heads)


def with_children(heads: Iterable[Order]) -> list[Purchase]:
    """The purchases of these heads, all children in one round trip per hundred."""
    heads = list(heads)
    raws = (
        fetch(key(child_id) for head in heads for child_id in head.child_ids) if any(h.child_ids for h in heads) else {}
    )
    return [
        Purchase(head, tuple(OrderItem.read(raws[key(child_id)]).to(Order) for child_id in head.child_ids))
        for head in heads
    ]


def key(order_id: str) -> Key:
    """Where an order lies, and, if it is a head, what happened to it and its children."""
    return OrderItem.by_id.key(id=order_id)


def saved(*orders: Order) -> tuple[Part, ...]:
    """The new state of each, for the transaction of whatever brought it about."""
    return tuple(save(_item(order)) for order in orders)


def page_of_buyer(buyer_id: str, limit: int, after: Position | None) -> Page:
    """The buyer's purchases, newest first."""
    found = OrderItem.by_buyer.query(listed_for=buyer_id, limit=limit, after=after, newest_first=True)
    return Page(with_children(item.to(Order) for item in found.items), found.next)


def page_of_seller(seller_id: str, limit: int, after: Position | None) -> Page:
    """What the seller sold, newest first."""
    found = SaleItem.by_seller.query(seller_id=seller_id, limit=limit, after=after, newest_first=True)
    raws = fetch(key(sale.order_id) for sale in found.items)
    sold = [raws[key(sale.order_id)] for sale in found.items]
    return Page([Purchase(OrderItem.read(raw).to(Order)) for raw in sold], found.next)


def _known(order_ids: Iterable[str]) -> list[Order]:
    return [OrderItem.read(raw).to(Order) for raw in fetch(map(key, order_ids)).values()]


def _item(order: Order) -> OrderItem:
    return OrderItem.of(order, listed_for=None if order.parent_id else order.buyer_id)
