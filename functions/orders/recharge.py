"""People put money into their wallet: an order that is paid like any other, by any channel but the wallet."""

from argosy.catalogue.biz_type import BizType
from argosy.commission import rulebook
from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body
from argosy.kernel.http import Api, Created
from argosy.kernel.money import Money, Price
from argosy.kernel.once import Once
from argosy.kernel.settings import settings
from argosy.orders import moves
from argosy.orders.custody import Custody
from argosy.orders.late_payment import LatePayment
from argosy.orders.permissions import ORDER_PLACE
from argosy.orders.purchase import PLATFORM, Purchase
from argosy.orders.views import OrderView

app = Api(tag="wallet")


class Recharge(Body):
    amount: Price


@app.post("/v1/wallets/recharges", may=ORDER_PLACE, once=True)
def recharge(wish: Recharge, caller: Caller, once: Once) -> Created[OrderView]:
    """An order over this amount; paid, it lies in the caller's wallet."""
    purchase, placed = Purchase.charge(
        ids.derived("ord", caller.id, once.key), BizType.RECHARGE, rulebook.EMPTY, buyer_id=caller.id, payee_id=PLATFORM,
        title="recharge", amount=Money(**wish.amount.model_dump()), late_payment=LatePayment(settings().late_payment),
        custody=Custody(settings().custody), at=clock.now(),
    )  # fmt: skip
    reply = Created(OrderView.of_purchase(purchase), f"/v1/orders/{purchase.head.id}")
    moves.place(purchase, placed, None, once, reply)
    return reply


handler = app.handler
