"""The invariants of all contexts as one list: what the proof shows and the monitor watches."""

from argosy.ledger import checks as ledger
from argosy.payments import checks as payments
from argosy.payouts import checks as payouts
from argosy.reconciliation import checks as reconciliation
from argosy.settlement import checks as settlement
from argosy.splits import checks as splits

CHECKS = (
    ledger.findings,
    payments.findings,
    settlement.findings,
    payouts.findings,
    splits.findings,
    reconciliation.findings,
)
