"""What settlement tells."""

from datetime import date

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class SettlementRequested(Event, name="settlement.requested", version=1):
    """Finance wants what became available up to the end of this day on statements now."""

    as_of: date


class StatementReady(Event, name="settlement.statement_ready", version=1):
    """A party's statement of a period is closed. Told once per statement."""

    statement_id: str
    party_id: str
    period: str
    closing: Money


class StatementApproved(Event, name="settlement.statement_approved", version=1):
    """A statement is to be paid out to its party."""

    statement_id: str
    party: str
    owner_id: str
    amount: Money
