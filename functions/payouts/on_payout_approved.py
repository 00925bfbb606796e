"""Hands an approved payout to its bank, once."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payouts import sending
from events.payouts import PayoutApproved


@listens(PayoutApproved)
def handler(event: PayoutApproved, receipt: Receipt) -> None:
    """Delivered again it finds the payout handed over, whether or not the bank was told: the timer that was set asks."""
    attempt = sending.hand_over(event.payout_id)
    if attempt is not None:
        sending.send(attempt)
