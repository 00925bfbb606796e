"""Statements as they are kept, and how they are found."""

from collections.abc import Iterable, Iterator

from argosy.kernel.table import Key, Page, Position, fetch
from argosy.kernel.write import Part, save
from argosy.ledger.items import SettleableItem
from argosy.settlement.items import StatementItem
from argosy.settlement.statement import UNFINISHED, Statement, StatementStatus


def get(statement_id: str) -> Statement:
    """Raises NotFound."""
    return StatementItem.by_id.load(Statement, id=statement_id)


def find(statement_id: str) -> Statement | None:
    item = StatementItem.by_id.get(id=statement_id)
    return item.to(Statement) if item else None


def known(statement_ids: Iterable[str]) -> list[Statement]:
    """Those that there are."""
    return [StatementItem.read(raw).to(Statement) for raw in fetch(map(key, statement_ids)).values()]


def saved(statement: Statement) -> Part:
    return save(StatementItem.of(statement))


def key(statement_id: str) -> Key:
    return StatementItem.by_id.key(id=statement_id)


def unfinished() -> Iterator[Statement]:
    """What a broken run left, as it is and not as the index remembers it."""
    for status in UNFINISHED:
        for shard in range(StatementItem.by_status.shards):
            for item in StatementItem.by_status.every(status=status, shard=shard):
                statement = get(item.id)
                if statement.status in UNFINISHED:
                    yield statement


def lines_of(statement_id: str, limit: int, after: Position | None) -> Page:
    """The movements on a statement, oldest first."""
    return SettleableItem.at_place.query(place=statement_id, limit=limit, after=after)


def every_line_of(statement_id: str) -> Iterator[SettleableItem]:
    return SettleableItem.at_place.every(place=statement_id)


def of_owner(owner_id: str, limit: int, after: Position | None) -> Page:
    """A party's statements, newest first."""
    return StatementItem.by_owner.query(owner_id=owner_id, limit=limit, after=after, newest_first=True)


def of_status(status: StatementStatus, limit: int, after: Position | None) -> Page:
    """Everybody's in this state, newest first."""
    return StatementItem.by_status.newest(status=status, limit=limit, after=after)
