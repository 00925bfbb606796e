"""Notes on a statement how far it is paid."""

from argosy.kernel.outbox import Event
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write, retrying
from argosy.settlement import payment, statements
from argosy.settlement.payment import Phase
from events.payouts import PayoutFailed, PayoutPaid, PayoutRejected, PayoutReturned, PayoutSent

PHASES: dict[type[Event], Phase] = {
    PayoutSent: Phase.SENT,
    PayoutPaid: Phase.PAID,
    PayoutFailed: Phase.FAILED,
    PayoutReturned: Phase.RETURNED,
    PayoutRejected: Phase.REJECTED,
}


@listens(*PHASES)
def handler(event: PayoutSent | PayoutPaid | PayoutFailed | PayoutReturned | PayoutRejected, receipt: Receipt) -> None:
    """A payout that its owner asked for belongs to no statement."""
    statement_id = event.statement_id
    if statement_id is None:
        return

    def note() -> None:
        statement = statements.get(statement_id)
        after = payment.heard(statement, PHASES[type(event)], event.amount.amount, receipt.event_id)
        Write(receipt).add(statements.saved(after)).commit()

    retrying(note)
