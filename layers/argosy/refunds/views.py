"""What a client is shown of refunds."""

from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.refunds.refund import Refund, RefundStatus


class RefundView(View):
    """`wallet_amount` of it goes to the buyer's wallet, the rest back by the channel."""

    id: str
    order_id: str
    status: RefundStatus
    amount: Money
    wallet_amount: Money
    reason: str
    created_at: Instant
    version: int

    @classmethod
    def of_refund(cls, refund: Refund) -> "RefundView":
        amounts = {"amount": refund.amount_minor, "wallet_amount": refund.wallet_minor}
        money = {name: Money(amount=minor, currency=refund.currency) for name, minor in amounts.items()}
        return cls.model_validate({**vars(refund), **money})
