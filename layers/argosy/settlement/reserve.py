"""What is kept back of a party's earnings for the agreed days, and given back after them."""

from datetime import datetime

from argosy.kernel.errors import NotFound
from argosy.ledger import accounts, ledger
from argosy.ledger.holding import AccountStatus, Holdings
from argosy.ledger.items import SettleableItem
from argosy.ledger.journal import Journal, Posting
from argosy.settlement.statement import Statement


def free_minor(statement: Statement) -> tuple[int, Holdings]:
    """What may be kept back of what the party has now: nothing of a frozen account; and the reading that says so."""
    account = (accounts.available(statement.party), statement.asset)
    read = ledger.holdings([account])
    holding = read[account]
    return holding.available_minor if holding.status is AccountStatus.ACTIVE else 0, read


def kept(statement: Statement, amount_minor: int, at: datetime) -> Journal:
    """From what may be paid out to the reserve."""
    own, reserve = accounts.available(statement.party), accounts.reserve(statement.party)
    return _journal(statement, "kept", Posting(own, reserve, amount_minor), at)


def released(statement: Statement, amount_minor: int, at: datetime) -> Journal:
    """And back, where it waits for the next statement."""
    own, reserve = accounts.available(statement.party), accounts.reserve(statement.party)
    return _journal(statement, "released", Posting(reserve, own, amount_minor), at)


def line_of(statement: Statement) -> SettleableItem:
    """The movement by which it was kept back. Raises NotFound where nothing was."""
    line = _line(statement, kept(statement, 1, statement.opened_at))
    if line is None:
        raise NotFound
    return line


def is_released(statement: Statement) -> bool:
    return _line(statement, released(statement, 1, statement.opened_at)) is not None


def _line(statement: Statement, like: Journal) -> SettleableItem | None:
    """What the journal of this step did: its id follows from the statement alone."""
    line: SettleableItem | None = SettleableItem.by_journal.get(journal_id=like.id, party=statement.party)
    return line


def _journal(statement: Statement, step: str, posting: Posting, at: datetime) -> Journal:
    return Journal.of("reserve", statement.id, step, asset=statement.asset, at=at, actor="system", postings=(posting,))
