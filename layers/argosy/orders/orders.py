"""Orders as they are kept: placed, listed, closed. What pays or refunds them adds `orders.saved(...)` to its own transaction."""

from argosy.catalogue import stock
from argosy.kernel.errors import InvalidState, NotFound
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Key, Page, Position, fetch
from argosy.kernel.write import Part, Write, delete, put, save
from argosy.orders.items import OrderItem, QuoteItem, SaleItem
from argosy.orders.order import Order, OrderStatus
from argosy.orders.quote import Quote
from events.orders import OrderClosed, OrderClosing, OrderPlaced, PaymentDeadlinePassed


def get(order_id: str) -> Order:
    """The order, whoever's it is: for listeners and for those who may see any. Raises NotFound."""
    return OrderItem.by_id.load(Order, id=order_id)


def of_buyer(order_id: str, buyer_id: str) -> Order:
    """The buyer's own order; somebody else's is NotFound."""
    order = get(order_id)
    if order.buyer_id != buyer_id:
        raise NotFound
    return order


def of_party(order_id: str, user_id: str) -> Order:
    """The order for its buyer or one of its sellers; for others it is NotFound."""
    order = get(order_id)
    if user_id not in (order.buyer_id, *order.seller_ids):
        raise NotFound
    return order


def key(order_id: str) -> Key:
    """Where an order and its history lie."""
    return OrderItem.by_id.key(id=order_id)


def saved(order: Order) -> Part:
    """The order's new state, for the transaction of whatever brought it about."""
    return save(OrderItem.of(order))


def place(order: Order, placed: OrderPlaced, quote: Quote, once: Once, answer: Answer) -> None:
    """One transaction: the stock of every SKU, the order, its deadline, the quote used up. Raises OutOfStock."""
    write = Write(once)
    for sku_id, quantity in order.quantities().items():
        write.add(*stock.reserve(sku_id, quantity, order.id))
    write.add(saved(order), delete(QuoteItem.by_id.key(id=quote.id), otherwise=InvalidState(status="used")))
    write.add(
        *(
            put(SaleItem(order_id=order.id, seller_id=seller, created_at=order.created_at))
            for seller in order.seller_ids
        )
    )
    write.remind(order.pay_deadline, PaymentDeadlinePassed(order_id=order.id), about=order.id)
    write.tell(placed, beside=key(order.id)).commit(answer)


def begin_closing(order: Order, reason: str, by: Once | Receipt | None) -> Order:
    """Close it, at once where no payment is open, else after every attempt is closed at its channel. Raises InvalidState."""
    return _save_closing(*order.close(reason), by)


def finish_closing(order: Order, by: Receipt) -> None:
    """The last attempt is closed: the order is over and its stock free again."""
    _save_closing(*order.closed(), by)


def _save_closing(order: Order, told: OrderClosing | OrderClosed, by: Once | Receipt | None) -> Order:
    write = Write(by).add(
        saved(order)
    )  # first: whoever was faster shows as that, and not as stock that is free already
    if order.status is OrderStatus.CLOSED:
        for sku_id, quantity in order.quantities().items():
            write.add(*stock.release(sku_id, quantity, order.id))
    write.tell(told, beside=key(order.id)).commit()
    return order


def page_of_buyer(buyer_id: str, limit: int, after: Position | None) -> Page:
    """The buyer's orders, newest first."""
    found = OrderItem.by_buyer.query(buyer_id=buyer_id, limit=limit, after=after, newest_first=True)
    return Page([item.to(Order) for item in found.items], found.next)


def page_of_seller(seller_id: str, limit: int, after: Position | None) -> Page:
    """The orders in which the seller has a part, newest first."""
    found = SaleItem.by_seller.query(seller_id=seller_id, limit=limit, after=after, newest_first=True)
    raws = fetch(key(sale.order_id) for sale in found.items)
    sold = [raws[key(sale.order_id)] for sale in found.items]
    return Page([OrderItem.read(raw).to(Order) for raw in sold], found.next)
