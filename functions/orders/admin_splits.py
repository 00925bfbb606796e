"""Finance stops single shares of a sale, and lets them go on."""

from typing import Annotated

from pydantic import Field

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Quantity, Text
from argosy.kernel.http import Api, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import Write, retrying
from argosy.orders import freezing, orders, release
from argosy.orders.permissions import SPLIT_FREEZE
from argosy.orders.share_views import ShareView
from events.orders.shares import ShareFrozen, ShareReleased

app = Api(tag="finance")
OrderId = Annotated[str, Id("ord")]


class ShareWish(Body):
    """Which share of the order: one role has one part of a line."""

    line_no: Quantity
    role: Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,29}$")]
    reason: Annotated[str, Text(1, 300)]


@app.post("/v1/admin/splits/{order_id}/freeze", may=SPLIT_FREEZE, once=True)
def freeze(order_id: OrderId, wish: ShareWish, caller: Caller, once: Once) -> ShareView:
    """A pending share does not become available before it is released; refunds take from it as before."""

    def frozen() -> ShareView:
        after, share = freezing.frozen(orders.get(order_id), wish.line_no, wish.role)
        reply = Reply(ShareView.of_share(share, after))
        told = ShareFrozen(order_id=after.id, line_no=share.line_no, role=share.role, reason=wish.reason)
        Write(once).add(*orders.saved(after)).tell(told, beside=orders.key(after.head_id)).commit(reply)
        return reply.view

    return retrying(frozen)


@app.post("/v1/admin/splits/{order_id}/release", may=SPLIT_FREEZE, once=True)
def let_go(order_id: OrderId, wish: ShareWish, caller: Caller, once: Once) -> ShareView:
    """It goes on waiting for its time; where that came meanwhile it is available, and repays first what its party owes."""

    def released() -> ShareView:
        order = orders.get(order_id)
        after, share = freezing.released(order, wish.line_no, wish.role)
        reply = Reply(ShareView.of_share(share, after))
        told = ShareReleased(
            order_id=after.id, line_no=share.line_no, role=share.role, reason=wish.reason, status=share.status.value
        )
        moved = release.posted(order, after, f"line {share.line_no} {share.role} released", clock.now())
        write = Write(once).add(*orders.saved(after), *moved.parts)
        write.tell(told, *moved.told, beside=orders.key(after.head_id)).commit(reply)
        return reply.view

    return retrying(released)


handler = app.handler
