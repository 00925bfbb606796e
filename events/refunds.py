"""What refunds tell."""

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class RefundRequested(Event, name="refund.requested", version=1):
    """Money has to go back; the channel has not been asked, or has not said yet (then a timer tells this again)."""

    refund_id: str
    asked: int = 0


class RefundSucceeded(Event, name="refund.succeeded", version=1):
    """The money has gone back by the way it came, and the shares of the sale with it."""

    refund_id: str
    order_id: str
    buyer_id: str
    amount: Money


class RefundFailed(Event, name="refund.failed", version=1):
    """The channel refused for good; what was reserved is free again, and a person has to look for another way."""

    refund_id: str
    order_id: str
    reason: str
