"""What is done to orders, one transaction each: placed, closed, held, shipped, received."""

from collections.abc import Callable
from datetime import datetime

from argosy.catalogue import stock
from argosy.kernel.errors import InvalidState
from argosy.kernel.once import Answer, Once
from argosy.kernel.outbox import Event
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Write, delete, put
from argosy.orders import orders, release
from argosy.orders.items import QuoteItem, SaleItem
from argosy.orders.order import AFTER_SALE_WINDOW, Order
from argosy.orders.purchase import Purchase
from argosy.orders.quote import Quote
from argosy.orders.status import OrderStatus
from events.orders import (
    AfterSaleWindowEnded,
    OrderClosed,
    OrderClosing,
    OrderDelivered,
    OrderPlaced,
    OrderRepriced,
    OrderShipped,
    PaymentDeadlinePassed,
    ReceiptDeadlinePassed,
    ReceiptExtended,
)


def place(purchase: Purchase, placed: OrderPlaced, quote: Quote | None, once: Once, answer: Answer) -> None:
    """The stock of every SKU, the orders, the deadline, the quote used up. Raises OutOfStock."""
    write = Write(once)
    for order in purchase.orders:
        for sku_id, quantity in order.quantities().items():
            write.add(*stock.reserve(sku_id, quantity, order.id))
    write.add(*orders.saved(*purchase.all))
    if quote:
        write.add(delete(QuoteItem.by_id.key(id=quote.id), otherwise=InvalidState(status="used")))
    for order in purchase.orders:
        if order.seller_id:
            write.add(put(SaleItem(order_id=order.id, seller_id=order.seller_id, created_at=order.created_at)))
    head = purchase.head
    write.remind(head.pay_deadline, PaymentDeadlinePassed(order_id=head.id), about=head.id)
    write.tell(placed, beside=orders.key(head.id)).commit(answer)


def begin_closing(
    purchase: Purchase, reason: str, by: Once | Receipt, answer: Callable[[Purchase], Answer] | None = None
) -> Purchase:
    """Close it, at once where no payment is open, else after every attempt is closed at its channel. Raises InvalidState."""
    after, told = purchase.close(reason)
    _save_closing(purchase, after, told, by, answer(after) if answer else None)
    return after


def finish_closing(purchase: Purchase, by: Receipt) -> None:
    """The last attempt is closed: the purchase is over and its stock free again."""
    _save_closing(purchase, *purchase.closed(), by)


def _save_closing(
    before: Purchase,
    after: Purchase,
    told: OrderClosing | OrderClosed,
    by: Once | Receipt,
    answer: Answer | None = None,
) -> None:
    # The orders come first: whoever was faster shows as that, and not as stock that is free already.
    write = Write(by).add(*orders.saved(*(order for order in after.all if order not in before.all)))
    if after.head.status is OrderStatus.CLOSED:
        for order in after.orders:
            for sku_id, quantity in order.quantities().items():
                write.add(*stock.release(sku_id, quantity, order.id))
    write.tell(told, beside=orders.key(after.head.id)).commit(answer)


def reprice(before: Purchase, after: Purchase, told: OrderRepriced, by: Once, answer: Answer) -> None:
    """Head and order at the new price."""
    write = Write(by).add(*orders.saved(*(order for order in after.all if order not in before.all)))
    write.tell(told, beside=orders.key(after.head.id)).commit(answer)


def tell(order: Order, fact: Event, by: Once, answer: Answer) -> None:
    """Save an order's move with what it tells."""
    Write(by).add(*orders.saved(order)).tell(fact, beside=orders.key(order.head_id)).commit(answer)


def ship(order: Order, shipped: OrderShipped, by: Once, answer: Answer) -> None:
    """A parcel has left; after the last one the buyer's silence counts as receipt."""
    write = Write(by).add(*orders.saved(order)).tell(shipped, beside=orders.key(order.head_id))
    if order.receive_by:
        write.remind(order.receive_by, ReceiptDeadlinePassed(order_id=order.id), about=order.id)
    write.commit(answer)


def extend(order: Order, extended: ReceiptExtended, by: Once, answer: Answer) -> None:
    """Silence counts as receipt later than it did."""
    write = Write(by).add(*orders.saved(order)).tell(extended, beside=orders.key(order.head_id))
    later = ReceiptDeadlinePassed(order_id=order.id)
    write.remind(extended.receive_by, later, about=order.id).commit(answer)


def receive(order: Order, delivered: OrderDelivered, at: datetime, by: Once | Receipt, answer: Answer | None) -> None:
    """It has reached its buyer; what waited for that is available unless the order waits, and the after-sale window begins."""
    after = order if order.waits else release.unlocked(order, release.on_receipt)
    released = release.posted(order, after, "received", at)
    write = Write(by).add(*orders.saved(after), *released.parts)
    write.remind(at + AFTER_SALE_WINDOW, AfterSaleWindowEnded(order_id=order.id), about=order.id)
    write.tell(delivered, *released.told, beside=orders.key(order.head_id)).commit(answer)
