"""What payouts tell."""

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class PayoutSent(Event, name="payout.sent", version=1):
    """Money is on its way to a party's bank."""

    payout_id: str
    party: str
    amount: Money
    statement_id: str | None


class PayoutPaid(Event, name="payout.paid", version=1):
    """The money has arrived."""

    payout_id: str
    party: str
    amount: Money
    statement_id: str | None


class PayoutFailed(Event, name="payout.failed", version=1):
    """The money could not be sent."""

    payout_id: str
    party: str
    amount: Money
    statement_id: str | None


class PayoutReturned(Event, name="payout.returned", version=1):
    """The bank has sent back what had arrived."""

    payout_id: str
    party: str
    amount: Money
    statement_id: str | None
