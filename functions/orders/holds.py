"""Sellers and staff stop a paid order, and let it go on."""

from typing import Annotated, Literal

from argosy.kernel.auth import Caller, Forbidden, May
from argosy.kernel.body import Body, Id, Text
from argosy.kernel.http import Api, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.orders import moves, orders
from argosy.orders.hold import Hold
from argosy.orders.order import Order
from argosy.orders.permissions import ORDER_HOLD, ORDER_HOLD_ANY
from argosy.orders.purchase import Purchase
from argosy.orders.views import OrderView
from events.orders import OrderHeld, OrderReleased

app = Api(tag="orders")
OrderId = Annotated[str, Id("ord")]
HoldsAny = Annotated[bool, May(ORDER_HOLD_ANY)]


class HoldWish(Body):
    """Sellers hold as `merchant`; the other kinds are the staff's."""

    kind: Literal["merchant", "risk", "dispute", "support"] = "merchant"
    reason: Annotated[str, Text(1, 300)]


class ReleaseWish(Body):
    reason: Annotated[str, Text(1, 300)]


@app.post("/v1/merchant/orders/{order_id}/hold", may=ORDER_HOLD)
def hold(order_id: OrderId, wish: HoldWish, caller: Caller, holds_any: HoldsAny, once: Once) -> OrderView:
    """Nothing of it is shipped and nothing of its money becomes available until it is released."""

    def held() -> OrderView:
        after = _own(order_id, wish.kind, caller, holds_any).held(Hold(wish.kind, wish.reason, caller.id))
        reply = Reply(OrderView.of_purchase(Purchase(after)))
        moves.tell(after, OrderHeld(order_id=after.id, kind=wish.kind, reason=wish.reason), once, reply)
        return reply.view

    return retrying(held)


@app.post("/v1/merchant/orders/{order_id}/release", may=ORDER_HOLD)
def release(order_id: OrderId, wish: ReleaseWish, caller: Caller, holds_any: HoldsAny, once: Once) -> OrderView:
    """The order moves on. What the staff holds, the staff releases."""

    def released() -> OrderView:
        order = _own(order_id, None, caller, holds_any)
        after = _own(order_id, order.hold.kind if order.hold else None, caller, holds_any).released()
        reply = Reply(OrderView.of_purchase(Purchase(after)))
        moves.tell(after, OrderReleased(order_id=after.id, reason=wish.reason), once, reply)
        return reply.view

    return retrying(released)


def _own(order_id: str, kind: str | None, caller: Caller, holds_any: bool) -> Order:
    """The seller's own order, or any for the staff. Raises NotFound, and Forbidden for a hold that is the staff's."""
    if holds_any:
        return orders.get(order_id)
    if kind not in (None, "merchant"):
        raise Forbidden
    return orders.of_seller(order_id, caller.id)


handler = app.handler
