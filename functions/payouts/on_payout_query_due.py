"""Asks a bank that has been silent, and for some days whether what was paid came back."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payouts import sending
from events.payouts import PayoutQueryDue


@listens(PayoutQueryDue)
def handler(event: PayoutQueryDue, receipt: Receipt) -> None:
    attempt = sending.attempt_of(event.payout_id, event.round)
    if attempt.silence(event.asked, clock.now()) is not None:
        sending.ask(attempt)
        sending.ask_again(event.payout_id, event.round, event.asked, receipt)
