"""Works off what a bank told of a payout: attempt, payout and ledger move together."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payouts import inbox, sending
from events.payouts import BankWordReceived


@listens(BankWordReceived)
def handler(event: BankWordReceived, receipt: Receipt) -> None:
    word = inbox.read(event.bank, event.event_id)
    if word.number and word.told:
        sending.settle(*inbox.attempt_of(word.number), word.told)
