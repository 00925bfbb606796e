"""What parties and the staff are shown of shares."""

from argosy.commission.rule import Timing
from argosy.kernel.body import View
from argosy.kernel.money import Money
from argosy.orders.order import Order
from argosy.orders.split import Share, ShareStatus


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
