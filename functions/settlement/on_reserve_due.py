"""Gives a party its reserve back when it has been kept long enough; it is on the next statement."""

from argosy.kernel import clock
from argosy.kernel.errors import StateConflict
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write, retrying
from argosy.ledger import ledger
from argosy.ledger.accounts import InsufficientFunds
from argosy.settlement import reserve, statements
from events.settlement import ReserveDue


@listens(ReserveDue)
def handler(event: ReserveDue, receipt: Receipt) -> None:
    statement = statements.get(event.statement_id)
    amount_minor = -int(reserve.line_of(statement).amount_minor)

    def release() -> None:
        if reserve.is_released(statement):
            return  # the reserve is empty: a second journal would be refused before it is known to be the second
        journal = reserve.released(statement, amount_minor, clock.now())
        try:
            Write(receipt).add(*ledger.post(journal)).commit()
        except InsufficientFunds:  # somebody was faster in between: what is kept back is always there
            raise StateConflict from None

    retrying(release)
