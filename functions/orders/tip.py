"""People give money to somebody whose work they like: an order that is paid like any other."""

from typing import Annotated

from argosy.catalogue.biz_type import BizType
from argosy.commission import rulebook
from argosy.identity import users
from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Text
from argosy.kernel.http import Api, Created
from argosy.kernel.money import Money, Price
from argosy.kernel.once import Once
from argosy.kernel.settings import settings
from argosy.ledger.accounts import SameAccount
from argosy.orders import moves
from argosy.orders.custody import Custody
from argosy.orders.late_payment import LatePayment
from argosy.orders.permissions import ORDER_PLACE
from argosy.orders.purchase import Purchase
from argosy.orders.views import OrderView

app = Api(tag="orders")


class NewTip(Body):
    user_id: Annotated[str, Id("usr")]
    amount: Price
    message: Annotated[str, Text(0, 200)] = ""


@app.post("/v1/tips", may=ORDER_PLACE, once=True)
def tip(wish: NewTip, caller: Caller, once: Once) -> Created[OrderView]:
    """An order over this amount; paid, it is split like a sale and available to its receiver at once."""
    if wish.user_id == caller.id:
        raise SameAccount
    users.get(wish.user_id)
    purchase, placed = Purchase.charge(
        ids.derived("ord", caller.id, once.key), BizType.TIP, rulebook.current(), buyer_id=caller.id, payee_id=wish.user_id,
        title=wish.message or "tip", amount=Money(**wish.amount.model_dump()), late_payment=LatePayment(settings().late_payment),
        custody=Custody(settings().custody), at=clock.now(),
    )  # fmt: skip
    reply = Created(OrderView.of_purchase(purchase), f"/v1/orders/{purchase.head.id}")
    moves.place(purchase, placed, None, once, reply)
    return reply


handler = app.handler
