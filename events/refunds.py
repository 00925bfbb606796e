"""What refunds tell."""

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event
from events.ledger import PartyDebt


class RefundRequested(Event, name="refund.requested", version=1):
    """Money has to go back; the channel has not been asked, or has not said yet (then a timer tells this again)."""

    refund_id: str
    asked: int = 0


class RefundSucceeded(Event, name="refund.succeeded", version=1):
    """The money has gone back by the way it came, and the shares of the sale with it; `owed` is what parties no longer had."""

    refund_id: str
    order_id: str
    buyer_id: str
    amount: Money
    owed: tuple[PartyDebt, ...] = ()


class RefundFailed(Event, name="refund.failed", version=1):
    """The channel refused for good; what was reserved is free again, and a person has to look for another way."""

    refund_id: str
    order_id: str
    reason: str


class RefundReturned(Event, name="refund.returned", version=1):
    """It had succeeded, and the money came back to the channel; it waits in suspense until it is sent again."""

    refund_id: str
    order_id: str


class RefundTriedAgain(Event, name="refund.tried_again", version=1):
    """A person has the channel asked once more, under the same number."""

    refund_id: str
    by: str
    failures: int


class RefundSettledManually(Event, name="refund.settled_manually", version=1):
    """A person has sent the money by other means, from the bank; `owed` is what parties no longer had."""

    refund_id: str
    order_id: str
    by: str
    owed: tuple[PartyDebt, ...] = ()
