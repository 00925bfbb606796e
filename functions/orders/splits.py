"""Sellers see what they get of a sale and when; the staff sees everybody's shares and the rule that gave them."""

from typing import Annotated

from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Id, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api
from argosy.ledger import accounts
from argosy.orders import orders
from argosy.orders.permissions import ORDER_OWN, ORDER_READ_ANY
from argosy.orders.share_views import ShareView

app = Api(tag="orders")


class Shares(View):
    """`rule_book_version` is the version of the commission rules by which they were made."""

    rule_book_version: int
    data: list[ShareView]


@app.get("/v1/orders/{order_id}/splits", may=ORDER_OWN)
def show(order_id: Annotated[str, Id("ord")], caller: Caller, sees_any: Annotated[bool, May(ORDER_READ_ANY)]) -> Shares:
    """The shares of a sale: a seller sees their own, the staff all."""
    sold = orders.purchase(order_id).orders
    shares = [ShareView.of_share(share, order) for order in sold for share in order.shares]
    if not sees_any:
        shares = [share for share in shares if share.party == accounts.creator(caller.id)]
        if not shares:
            raise NotFound
    return Shares(rule_book_version=sold[0].rule_book_version, data=shares)


handler = app.handler
