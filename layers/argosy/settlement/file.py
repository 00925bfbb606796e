"""A statement with all of its lines, as a file is made of it: whom it is for, and the CSV that a spreadsheet opens."""

from dataclasses import dataclass

from argosy.identity.items import UserItem
from argosy.kernel import clock
from argosy.kernel.csv_text import Cell, csv_of, decimal_of
from argosy.kernel.errors import Conflict
from argosy.ledger.items import SettleableItem
from argosy.settlement.due import movement_of
from argosy.settlement.statement import Statement

COLUMNS = (
    "statement_id", "period", "party", "name", "at", "kind", "business", "business_id", "journal_id", "amount", "currency",
)  # fmt: skip


class StatementTooLong(Conflict, code="statement_too_long"):
    """A file holds only so many lines; the list of the lines has them all."""

    en = "This statement has {lines} lines, and such a file holds {most}. Read them page by page."
    zh = "该结算单共 {lines} 笔，此格式最多包含 {most} 笔，请分页读取。"


@dataclass(frozen=True)
class Recipient:
    """The name and language of the party's owner; a party that is no user is called by its own name."""

    name: str
    locale: str


@dataclass(frozen=True)
class File:
    """What is needed to write it."""

    statement: Statement
    recipient: Recipient
    lines: list[SettleableItem]


def of(statement: Statement, most: int) -> File:
    """Raises StatementTooLong."""
    if statement.lines > most:
        raise StatementTooLong(lines=statement.lines, most=most)
    return File(statement, recipient_of(statement), list(SettleableItem.at_place.every(place=statement.id)))


def recipient_of(statement: Statement) -> Recipient:
    user = UserItem.by_id.get(id=statement.owner_id)
    return Recipient(user.display_name, user.locale) if user else Recipient(statement.party, "en")


def as_csv(file: File) -> str:
    """One row a line."""
    return csv_of(COLUMNS, (_row(file, line) for line in file.lines))


def _row(file: File, line: SettleableItem) -> tuple[Cell, ...]:
    kind, amount_minor = movement_of(line)
    statement = file.statement
    return (
        statement.id, statement.period, statement.party, file.recipient.name, clock.spell(line.at), kind.value,
        line.business, line.business_id, line.journal_id, decimal_of(amount_minor, line.asset), line.asset,
    )  # fmt: skip
