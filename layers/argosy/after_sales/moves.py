"""What follows from a case's move, in one transaction: its order, the stock, the money on its way back, the next deadline."""

from collections.abc import Iterable
from datetime import datetime

from argosy.after_sales import cases, facts
from argosy.after_sales.after_sale import AfterSale
from argosy.after_sales.status import Kind
from argosy.after_sales.views import AfterSaleView
from argosy.catalogue import stock
from argosy.kernel import clock
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.reply import Created
from argosy.kernel.write import Part, Write
from argosy.orders import claims, orders, refunding
from argosy.orders.order import Order
from argosy.orders.refunding import Portion
from argosy.refunds import refunds
from argosy.refunds.refund import Refund, RefundSource
from events.after_sales import AfterSaleDeadlinePassed
from events.orders import AfterSaleWindowEnded


def open_case(case: AfterSale, order: Order, once: Once) -> Created[AfterSaleView]:
    """A new case; `order` has its claim. Of two that are opened at once, the second finds the other's claim."""
    reply = Created(AfterSaleView.of_case(case), f"/v1/after-sales/{case.id}")
    write = Write(once).add(*cases.saved(None, case), *orders.saved(order.becomes()))
    _tell(write, case, 0, None).commit(reply)
    return reply


def commit(before: AfterSale, after: AfterSale, order: Order, by: Once | Receipt, answer: Answer | None = None) -> None:
    """Save the move with all that follows from it. Raises OutOfStock, OrderHeld where money would go back during a dispute."""
    write = Write(by).add(*cases.saved(before, after), *_stock(before, after))
    changed = _claim(before, after, order)
    if after.refund_minor and not before.refund_minor:
        changed, refund, requested = refunds.begin(_refund(after, changed), changed)
        write.add(refund).tell(requested, beside=orders.key(order.head_id))
    elif changed != order:
        changed = changed.becomes()
    _keep(write, order, changed)
    _tell(write, after, len(before.history), before.due_at).commit(answer)


def end(moved: Iterable[tuple[AfterSale, AfterSale]], order: Order, receipt: Receipt) -> None:
    """Save, with the receipt, cases before and after they ended together; where there are none the receipt alone."""
    write, changed = Write(receipt), order
    for before, after in moved:
        changed = _claim(before, after, changed)
        _tell(write.add(*cases.saved(before, after)), after, len(before.history), before.due_at)
    _keep(write, order, changed.becomes() if changed != order else order)
    write.commit()


def _keep(write: Write, order: Order, changed: Order) -> None:
    """The order, if it is another one; a window that waited for its last open claim is told again."""
    if changed != order:
        write.add(*orders.saved(changed))
    if order.window_ended and order.has_open_claim and not changed.has_open_claim:
        write.tell(AfterSaleWindowEnded(order_id=order.id), beside=orders.key(order.head_id))


def _tell(write: Write, case: AfterSale, entries: int, due_before: datetime | None) -> Write:
    write.tell(*facts.of(case, entries), beside=orders.key(case.purchase_id))
    if case.due_at and case.due_at != due_before:
        write.remind(case.due_at, AfterSaleDeadlinePassed(after_sale_id=case.id), about=case.id)
    return write


def _claim(before: AfterSale, after: AfterSale, order: Order) -> Order:
    """A changed order, or the same where the case leaves it as it was."""
    given = after.returned_quantity - before.returned_quantity
    if given:
        order = claims.give_back(order, after.id, given)
    return claims.end(order, after.id, kept=after.is_settled) if before.is_open and not after.is_open else order


def _stock(before: AfterSale, after: AfterSale) -> tuple[Part, ...]:
    """Pieces taken out to be sent instead are the case's own sale: what comes back for them comes back on that."""
    if after.replaced and not before.replaced:
        return stock.sell_at_once(after.sku_id, after.quantity, after.id)
    if before.replaced and not after.replaced:
        return stock.put_back(after.sku_id, after.quantity, after.id)
    restocked = after.restocked_quantity - before.restocked_quantity
    if not restocked:
        return ()
    return stock.put_back(after.sku_id, restocked, after.id if after.wants is Kind.EXCHANGE else after.order_id)


def _refund(case: AfterSale, order: Order) -> Refund:
    """Of money alone: pieces go back to stock with the case's own move, and not when the channel has paid."""
    return Refund(
        id=case.refund_id, order_id=order.id, purchase_id=order.head_id, buyer_id=order.buyer_id,
        attempt_id=str(order.paid_attempt_id), source=RefundSource.AFTER_SALE,
        portions=(Portion(case.line_no, case.refund_minor, 0),), amount_minor=case.refund_minor,
        wallet_minor=refunding.by_wallet(order, case.refund_minor), currency=order.currency,
        reason=case.history[0].text, created_at=clock.now(),
    )  # fmt: skip
