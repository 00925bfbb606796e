"""Sellers see what they get of a sale and when; the staff sees everybody's shares and the rule that gave them."""

from typing import Annotated

from argosy.commission.rule import Timing
from argosy.kernel.auth import Caller
from argosy.kernel.body import Id, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api
from argosy.kernel.money import Money
from argosy.ledger import accounts
from argosy.orders import orders
from argosy.orders.order import Order
from argosy.orders.split import Share, ShareStatus

app = Api(tag="orders")


class ShareView(View):
    """`reversed` of it went back with refunds. `days` goes with the timing `t_plus_n`."""

    order_id: str
    line_no: int
    role: str
    party: str
    rule_id: str | None
    amount: Money
    reversed: Money
    status: ShareStatus
    timing: Timing
    days: int | None

    @classmethod
    def of_share(cls, share: Share, order: Order) -> "ShareView":
        amounts = {"amount": share.amount_minor, "reversed": share.reversed_minor}
        money = {name: Money(amount=minor, currency=order.currency) for name, minor in amounts.items()}
        return cls.model_validate({**vars(share), **money, "order_id": order.id})


class Shares(View):
    """`rule_book_version` is the version of the commission rules by which they were made."""

    rule_book_version: int
    data: list[ShareView]


@app.get("/v1/orders/{order_id}/splits", may="order:own")
def show(order_id: Annotated[str, Id("ord")], caller: Caller) -> Shares:
    """The shares of a sale: a seller sees their own, the staff all."""
    sold = orders.purchase(order_id).orders
    shares = [ShareView.of_share(share, order) for order in sold for share in order.shares]
    if not caller.may("order:read-any"):
        shares = [share for share in shares if share.party == accounts.creator(caller.id)]
        if not shares:
            raise NotFound
    return Shares(rule_book_version=sold[0].rule_book_version, data=shares)


handler = app.handler
