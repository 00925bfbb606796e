"""Buyers and sellers see their orders; buyers cancel what they have not paid."""

from typing import Annotated, Literal

from argosy.kernel import outbox
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Id
from argosy.kernel.http import Api, Listed, Reply
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.table import Page
from argosy.kernel.write import retrying
from argosy.orders import moves, orders
from argosy.orders.permissions import ORDER_OWN, ORDER_PLACE, ORDER_READ_ANY
from argosy.orders.purchase import Purchase
from argosy.orders.views import HappenedView, OrderView, concerns

app = Api(tag="orders")
OrderId = Annotated[str, Id("ord")]
SeesAny = Annotated[bool, May(ORDER_READ_ANY)]


class OrderList(Paging):
    """`role=seller` lists what the caller sold."""

    role: Literal["buyer", "seller"] = "buyer"


@app.get("/v1/orders", may=ORDER_OWN)
def mine(paging: OrderList, caller: Caller) -> Listed[OrderView]:
    """The caller's purchases (or, with `role=seller`, what they sold), newest first."""
    listing = orders.page_of_seller if paging.role == "seller" else orders.page_of_buyer
    return paging.answer(listing(caller.id, paging.limit, paging.after), OrderView.of_purchase)


@app.get("/v1/orders/{order_id}", may=ORDER_OWN)
def show(order_id: OrderId, caller: Caller, sees_any: SeesAny) -> OrderView:
    """One order, for its buyer, its sellers (their own part of it), and those whose role sees any."""
    return OrderView.of_purchase(orders.readable(order_id, caller.id, sees_any=sees_any))


@app.get("/v1/orders/{order_id}/events", may=ORDER_OWN)
def events(order_id: OrderId, paging: Paging, caller: Caller, sees_any: SeesAny) -> Listed[HappenedView]:
    """What happened to it, oldest first. Sellers see when; what the others sold with them is not theirs to see."""
    order = orders.readable(order_id, caller.id, sees_any=sees_any).head
    all_of_it = caller.id == order.buyer_id or sees_any
    page = outbox.history(orders.key(order.head_id), limit=paging.limit, after=paging.after)
    if not all_of_it:
        page = Page([item for item in page.items if concerns(item, order)], page.next)
    return paging.answer(page, lambda item: HappenedView.of_event(item, with_data=all_of_it))


@app.post("/v1/orders/{order_id}/cancel", may=ORDER_PLACE)
def cancel(order_id: OrderId, caller: Caller, once: Once) -> OrderView:
    """Close it: at once where no payment was begun, else as soon as the channel has said that none went through."""

    def closing() -> Purchase:
        purchase = orders.of_buyer(order_id, caller.id)
        if purchase.head.close_reason == "user":
            once.before()  # whoever repeats a request is answered as before; under another key it is as it is now
            return purchase
        return moves.begin_closing(purchase, "user", once, lambda after: Reply(OrderView.of_purchase(after)))

    return OrderView.of_purchase(retrying(closing))


handler = app.handler
