"""People take a statement of their wallet: to read, or as CSV for their own books."""

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from argosy.kernel import clock, days
from argosy.kernel.auth import Caller
from argosy.kernel.body import Day, Instant, Query, View
from argosy.kernel.csv_text import Cell, csv_of, decimal_of
from argosy.kernel.http import Api, Csv, Request
from argosy.kernel.money import Currency, Money
from argosy.kernel.settings import settings
from argosy.ledger import statements
from argosy.ledger.permissions import WALLET_OWN
from argosy.ledger.statements import Line, Statement

app = Api(tag="wallet")
HEADS = ("at", "account", "business", "business_id", "journal_id", "note", "amount", "balance", "asset")


class StatementQuery(Query):
    """Whole days of the platform's zone, the last one included. CSV also where `Accept` asks for it."""

    first: Annotated[Day, Field(alias="from")]
    to: Day
    format: Literal["json", "csv"] | None = None

    @field_validator("to")
    @classmethod
    def not_before(cls, to: date, info: ValidationInfo) -> date:
        if to < info.data.get("first", to):
            raise PydanticCustomError("invalid_parameter", "the last day is not before the first")
        return to


class MovementView(View):
    """`balance` is what all of the person's accounts held afterwards, `note` what came with a transfer."""

    at: Instant
    account: str
    business: str
    business_id: str
    journal_id: str
    note: str | None
    amount: Money
    balance: Money


class WalletStatement(View):
    model_config = ConfigDict(serialize_by_alias=True)

    asset: str
    first: Annotated[date, Field(serialization_alias="from")]
    to: date
    opening: Money
    closing: Money
    entries: list[MovementView]


@app.get("/v1/wallets/{asset}/statement", may=WALLET_OWN)
def statement(asset: Currency, query: StatementQuery, caller: Caller, request: Request) -> Csv | WalletStatement:
    """What there was, what moved, and what there is, over all of the caller's accounts."""
    zone = settings().zone
    found = statements.of(caller.id, asset, days.begins(query.first, zone), days.ends(query.to, zone))
    if query.format == "csv" or (not query.format and "text/csv" in request.headers.get("accept", "")):
        name = f"statement-{asset}-{query.first}-{query.to}.csv"
        disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Csv(_csv(found, asset), headers=disposition)
    return WalletStatement(
        asset=asset,
        first=query.first,
        to=query.to,
        opening=Money(amount=found.opening_minor, currency=asset),
        closing=Money(amount=found.closing_minor, currency=asset),
        entries=[_line(line, asset) for line in found.lines],
    )


def _line(line: Line, asset: str) -> MovementView:
    entry = line.entry
    return MovementView(
        at=entry.at,
        account=_purpose(line),
        business=entry.business,
        business_id=entry.business_id,
        journal_id=entry.journal_id,
        note=line.note,
        amount=Money(amount=int(entry.amount_minor), currency=asset),
        balance=Money(amount=line.balance_minor, currency=asset),
    )


def _csv(found: Statement, asset: str) -> str:
    rows: list[tuple[Cell, ...]] = [
        (
            clock.spell(line.entry.at), _purpose(line), line.entry.business, line.entry.business_id,
            line.entry.journal_id, line.note, decimal_of(int(line.entry.amount_minor), asset),
            decimal_of(line.balance_minor, asset), asset,
        )
        for line in found.lines
    ]  # fmt: skip
    opening = ("", "", "opening balance", "", "", "", None, decimal_of(found.opening_minor, asset), asset)
    closing = ("", "", "closing balance", "", "", "", None, decimal_of(found.closing_minor, asset), asset)
    return csv_of(HEADS, [opening, *rows, closing])


def _purpose(line: Line) -> str:
    return str(line.entry.account.rpartition(":")[2])


handler = app.handler
