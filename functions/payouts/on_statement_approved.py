"""Pays an approved statement out: one payout for each, to its party's bank account."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.ledger.accounts import InsufficientFunds
from argosy.ledger.holding import AccountFrozen
from argosy.payouts import payouts
from events.settlement import StatementApproved


@listens(StatementApproved)
def handler(event: StatementApproved, receipt: Receipt) -> None:
    """Nothing is paid where the statement closes with nothing, or with a debt."""
    payout_id = payouts.id_for(event.statement_id)
    if event.amount.amount <= 0 or payouts.is_known(payout_id):
        return
    payout = payouts.for_statement(event.statement_id, event.party, event.amount, clock.now())
    try:
        payouts.request(payout, receipt)
    except (InsufficientFunds, AccountFrozen) as no:
        payouts.note_failed(payout, no.code, receipt)
