"""What settlement tells."""

from datetime import date, datetime

from pydantic import JsonValue

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event


class SettlementRequested(Event, name="settlement.requested", version=1):
    """Finance wants what became available up to the end of this day on statements now; those of one period, if it is named."""

    as_of: date
    period: str | None = None


class AgreementChanged(Event, name="settlement.agreement_changed", version=1):
    """Finance changed how a party is settled; the event's actor is who did. It counts from the end of the present period on."""

    party: str
    before: dict[str, JsonValue]
    after: dict[str, JsonValue]
    effective_from: datetime


class StatementReady(Event, name="settlement.statement_ready", version=1):
    """A party's statement of a period is closed. Told once per statement."""

    statement_id: str
    party_id: str
    period: str
    closing: Money


class StatementDisputed(Event, name="settlement.statement_disputed", version=1):
    """The party says that its statement is wrong; it is not paid out until finance has looked at it."""

    statement_id: str
    party: str
    reason: str


class DisputeResolved(Event, name="settlement.dispute_resolved", version=1):
    """Finance has looked at it. What it gave or took in addition is on the party's next statement."""

    statement_id: str
    party: str
    owner_id: str
    note: str
    adjustment: Money | None


class StatementApproved(Event, name="settlement.statement_approved", version=1):
    """Finance has approved a statement whose party is paid without asking: its closing amount is to be sent."""

    statement_id: str
    party: str
    owner_id: str
    amount: Money


class ReserveDue(Event, name="settlement.reserve_due", version=1):
    """What was kept back of this statement has been kept long enough. Told by a timer."""

    statement_id: str
