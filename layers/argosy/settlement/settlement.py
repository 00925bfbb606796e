"""Running a settlement: every movement that waits goes on one statement, in chunks that are each one transaction."""

from collections.abc import Iterator
from datetime import date, datetime

from argosy.kernel import clock
from argosy.kernel.errors import StateConflict
from argosy.kernel.settings import settings
from argosy.kernel.table import Page, Position
from argosy.kernel.write import Write, save
from argosy.ledger.items import SettleableItem
from argosy.settlement.items import StatementItem
from argosy.settlement.statement import Statement, StatementStatus, cut_off

MOST_LINES_AT_ONCE = 90  # with the statement and its fact they fit one transaction


def run(as_of: date, now: datetime) -> int:
    """How many statements were closed. Run twice, or late, it changes nothing more. Raises FutureCutOff."""
    until = cut_off(as_of, settings().zone, now)
    begun = {(found.party, found.asset): found for found in _unfinished()}  # what a broken run left is finished first
    waiting: dict[tuple[str, str], list[SettleableItem]] = {of: [] for of in begun}
    for line in _waiting(until):
        waiting.setdefault((line.party, line.asset), []).append(line)
    closed = 0
    for (party, asset), lines in waiting.items():
        statement = begun.get((party, asset)) or _statement(party, asset, as_of.isoformat())
        closed += _settle(statement, lines)
    return closed


def _waiting(until: datetime) -> Iterator[SettleableItem]:
    for shard in range(SettleableItem.waiting.shards):
        for line in SettleableItem.waiting.every(shard=shard):
            if line.at >= until:
                break  # they come in the order of time
            yield line


def _unfinished() -> Iterator[Statement]:
    """As they are, not as the index remembers them."""
    for shard in range(StatementItem.unfinished.shards):
        for item in StatementItem.unfinished.every(shard=shard):
            statement = get(item.id)
            if statement.status is StatementStatus.OPEN:
                yield statement


def _statement(party: str, asset: str, period: str) -> Statement:
    fresh = Statement.open(party, asset, period, clock.now())
    item = StatementItem.by_id.get(id=fresh.id)
    found: Statement = fresh if item is None else item.to(Statement)
    return found


def _settle(statement: Statement, lines: list[SettleableItem]) -> bool:
    """Whether this run closed the statement. What comes after a closed one waits for the next period."""
    if statement.status is StatementStatus.CLOSED:
        return False
    try:
        for start in range(0, len(lines), MOST_LINES_AT_ONCE):
            statement = _take(statement, lines[start : start + MOST_LINES_AT_ONCE])
        closed, ready = statement.close(clock.now())
        Write().add(save(_item(closed))).tell(ready, beside=StatementItem.by_id.key(id=closed.id)).commit()
    except StateConflict:
        return False  # another run is at it; what it leaves is found by the next
    return True


def _take(statement: Statement, lines: list[SettleableItem]) -> Statement:
    after = statement.take(int(line.amount_minor) for line in lines)
    write = Write().add(save(_item(after)))
    for line in lines:
        line.statement_id, line.waiting_since, line.version = after.id, None, int(line.version) + 1
        write.add(save(line))
    write.commit()
    return after


def _item(statement: Statement) -> StatementItem:
    item = StatementItem.of(statement)
    item.open_since = statement.opened_at if statement.status is StatementStatus.OPEN else None
    return item


def get(statement_id: str) -> Statement:
    """Raises NotFound."""
    return StatementItem.by_id.load(Statement, id=statement_id)


def lines_of(statement_id: str, limit: int, after: Position | None) -> Page:
    """The movements on a statement, oldest first."""
    return SettleableItem.on_statement.query(statement_id=statement_id, limit=limit, after=after)


def of_owner(owner_id: str, limit: int, after: Position | None) -> Page:
    """A party's statements, newest first."""
    return StatementItem.by_owner.query(owner_id=owner_id, limit=limit, after=after, newest_first=True)
