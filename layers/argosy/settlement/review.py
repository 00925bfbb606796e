"""What is said about a closed statement: the party disputes it, finance resolves that and approves it."""

from datetime import datetime, timedelta

from argosy.kernel.errors import Conflict, Invalid, InvalidState
from argosy.kernel.money import Money
from argosy.ledger import accounts
from argosy.ledger.journal import Journal, Posting
from argosy.settlement.statement import Statement, StatementStatus
from events.settlement import DisputeResolved, StatementApproved, StatementDisputed

DISPUTE_DAYS = 14


class DisputeTooLate(Conflict, code="dispute_window_over"):
    """A statement can be disputed for some days after it was closed."""

    en = "This statement could be disputed for {days} days after it was closed."
    zh = "结算单须在出具后 {days} 天内提出异议。"


class OtherCurrency(Invalid, code="invalid_currency"):
    """A statement is of one currency, and so is what is added to it."""

    en = "This statement is in {asset}."
    zh = "该结算单的币种为 {asset}。"


def dispute(statement: Statement, reason: str, at: datetime) -> tuple[Statement, StatementDisputed]:
    """Raises InvalidState, DisputeTooLate."""
    _must_be(statement, StatementStatus.CLOSED)
    if statement.closed_at is None or at > statement.closed_at + timedelta(days=DISPUTE_DAYS):
        raise DisputeTooLate(days=DISPUTE_DAYS)
    after = statement.becomes(
        status=StatementStatus.DISPUTED, disputes=statement.disputes + 1, dispute_reason=reason, dispute_note=None
    )
    return after, StatementDisputed(statement_id=statement.id, party=statement.party, reason=reason)


def resolve(statement: Statement, note: str, adjustment: Money | None) -> tuple[Statement, DisputeResolved]:
    """Closed again as it was: an adjustment is a movement of its own. Raises InvalidState, OtherCurrency."""
    _must_be(statement, StatementStatus.DISPUTED)
    if adjustment and adjustment.currency != statement.asset:
        raise OtherCurrency(asset=statement.asset)
    told = DisputeResolved(
        statement_id=statement.id,
        party=statement.party,
        owner_id=statement.owner_id,
        note=note,
        adjustment=adjustment,
    )
    return statement.becomes(status=StatementStatus.CLOSED, dispute_note=note), told


def approve(statement: Statement, by: str) -> tuple[Statement, StatementApproved]:
    """Raises InvalidState."""
    _must_be(statement, StatementStatus.CLOSED)
    amount = Money(amount=statement.closing_minor, currency=statement.asset)
    told = StatementApproved(
        statement_id=statement.id, party=statement.party, owner_id=statement.owner_id, amount=amount
    )
    return statement.becomes(status=StatementStatus.APPROVED, approved_by=by), told


def adjusted(statement: Statement, adjustment_minor: int, at: datetime, by: str) -> Journal:
    """What the resolution of the statement's latest dispute gives to its party, or takes from it (below zero)."""
    own = accounts.available(statement.party)
    source, destination = (accounts.ADJUSTMENT, own) if adjustment_minor > 0 else (own, accounts.ADJUSTMENT)
    return Journal.of(
        "adjustment",
        statement.id,
        f"dispute-{statement.disputes}",
        asset=statement.asset,
        at=at,
        actor=by,
        postings=(Posting(source, destination, abs(adjustment_minor)),),
    )


def _must_be(statement: Statement, status: StatementStatus) -> None:
    if statement.status is not status:
        raise InvalidState(status=statement.status)
