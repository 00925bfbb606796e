"""Sellers and finance give money back: whole orders, lines, pieces or amounts."""

from typing import Annotated

from pydantic import Field

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Body, EachOnce, Id, Quantity, Text
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Accepted, Api
from argosy.kernel.money import Price, Sum
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.orders import orders, refunding
from argosy.orders.errors import MixedCurrencies, SeveralSellers
from argosy.orders.order import Order
from argosy.orders.permissions import ORDER_OWN, ORDER_READ_ANY
from argosy.refunds import refunds
from argosy.refunds.permissions import REFUND_WRITE, REFUND_WRITE_ANY
from argosy.refunds.refund import Refund, RefundSource
from argosy.refunds.views import RefundView

app = Api(tag="refunds")


class LineWish(Body):
    line_no: Quantity
    quantity: Quantity | None = None
    amount: Sum | None = None


class RefundWish(Body):
    lines: Annotated[list[LineWish], Field(min_length=1, max_length=40), EachOnce("line_no")]
    reason: Annotated[str, Text(1, 300)]


@app.post("/v1/orders/{order_id}/refunds", may=REFUND_WRITE, once=True)
def request(
    order_id: Annotated[str, Id("ord")],
    wish: RefundWish,
    caller: Caller,
    refunds_any: Annotated[bool, May(REFUND_WRITE_ANY)],
    once: Once,
) -> Accepted[RefundView]:
    """Give back these lines, pieces or amounts. A seller may give back what they sold, finance anything."""

    def reserve() -> Accepted[RefundView]:
        order = _refundable(order_id, wish, caller, refunds_any)
        refund = _refund(order, wish, ids.derived("rfd", caller.id, order_id, once.key))
        reply = Accepted(RefundView.of_refund(refund), f"/v1/refunds/{refund.id}")
        refunds.request(refund, order, once, reply)
        return reply

    return retrying(reserve)


@app.get("/v1/refunds/{refund_id}", may=ORDER_OWN)
def show(
    refund_id: Annotated[str, Id("rfd")], caller: Caller, sees_any: Annotated[bool, May(ORDER_READ_ANY)]
) -> RefundView:
    """How a refund stands: for the buyer, the sellers of the order, and those whose role sees any order."""
    refund = refunds.get(refund_id)
    if refund.buyer_id != caller.id and not sees_any:
        orders.of_party(refund.order_id, caller.id)
    return RefundView.of_refund(refund)


def _refundable(order_id: str, wish: RefundWish, caller: Caller, refunds_any: bool) -> Order:
    """The seller's own order that has these lines; for finance anybody's."""
    purchase = orders.purchase(order_id)
    wished = {line.line_no for line in wish.lines}
    for order in purchase.orders:
        if wished <= {line.line_no for line in order.lines}:
            if order.seller_id == caller.id or refunds_any:
                return order
            raise NotFound
    if wished <= {line.line_no for line in purchase.lines} and refunds_any:
        raise SeveralSellers
    raise NotFound


def _refund(order: Order, wish: RefundWish, refund_id: str) -> Refund:
    portions = tuple(
        refunding.portion(order, line.line_no, quantity=line.quantity, amount_minor=_minor(line.amount, order))
        for line in wish.lines
    )
    amount_minor = sum(portion.amount_minor for portion in portions)
    return Refund(
        id=refund_id, order_id=order.id, purchase_id=order.head_id, buyer_id=order.buyer_id,
        attempt_id=str(order.paid_attempt_id), source=RefundSource.REQUEST, portions=portions,
        amount_minor=amount_minor, wallet_minor=refunding.by_wallet(order, amount_minor), currency=order.currency,
        reason=wish.reason, created_at=clock.now(),
    )  # fmt: skip


def _minor(amount: Price | int | None, order: Order) -> int | None:
    if not isinstance(amount, Price):
        return amount
    if amount.currency != order.currency:
        raise MixedCurrencies
    return amount.amount


handler = app.handler
