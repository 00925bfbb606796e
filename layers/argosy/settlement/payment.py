"""How far a statement is paid, from what its payouts tell: the same end in whatever order that is heard."""

from enum import StrEnum

from argosy.kernel.errors import InvalidState
from argosy.settlement.statement import Statement, StatementStatus


class Phase(StrEnum):
    """What a payout has come to."""

    SENT = "sent"
    PAID = "paid"
    FAILED = "failed"
    RETURNED = "returned"
    REJECTED = "rejected"


MOVES = {Phase.PAID: 1, Phase.RETURNED: -1}
MEANS = {
    Phase.SENT: StatementStatus.PAYING,
    Phase.PAID: StatementStatus.PARTLY_PAID,
    Phase.FAILED: StatementStatus.FAILED,
    Phase.RETURNED: StatementStatus.FAILED,
    Phase.REJECTED: StatementStatus.FAILED,
}
APPROVED = frozenset({StatementStatus.APPROVED, StatementStatus.PAID, *MEANS.values()})


def heard(statement: Statement, phase: Phase, amount_minor: int, fact_id: str) -> Statement:
    """After one fact, each heard once. The amounts add up; of the rest the newest fact counts: ids of facts sort by time.

    Raises InvalidState for a statement that nobody approved.
    """
    if statement.status not in APPROVED:
        raise InvalidState(status=statement.status)
    paid_minor = statement.paid_minor + MOVES.get(phase, 0) * amount_minor
    newest = max((statement.payout_fact or "", statement.payout_phase or ""), (fact_id, phase.value))
    paid = paid_minor >= statement.closing_minor
    return statement.becomes(
        status=StatementStatus.PAID if paid else MEANS[Phase(newest[1])],
        paid_minor=paid_minor,
        payout_fact=newest[0],
        payout_phase=newest[1],
    )
