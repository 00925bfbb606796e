"""Statements and their lines as people see them."""

from typing import Annotated

from pydantic import StringConstraints

from argosy.kernel.body import Id, Instant, View
from argosy.kernel.money import Money
from argosy.ledger.items import SettleableItem
from argosy.settlement.due import movement_of
from argosy.settlement.line import LineKind
from argosy.settlement.period import Cycle
from argosy.settlement.statement import Statement, StatementStatus

StatementId = Annotated[str, Id("stm")]
Party = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}:[A-Za-z0-9_-]{1,64}$")]
"""`creator:usr_…`: what somebody earns as."""


class StatementView(View):
    """closing = opening + earned − taken_back − fees − tax + adjustments − reserve_in + reserve_out."""

    id: str
    party: str
    cycle: Cycle
    period: str
    begins_at: Instant
    ends_at: Instant
    status: StatementStatus
    opening: Money
    earned: Money
    taken_back: Money
    fees: Money
    tax: Money
    adjustments: Money
    reserve_in: Money
    reserve_out: Money
    closing: Money
    paid_out: Money
    paid: Money
    lines: int
    dispute_reason: str | None
    dispute_note: str | None
    created_at: Instant
    closed_at: Instant | None
    version: int

    @classmethod
    def of_statement(cls, statement: Statement) -> "StatementView":
        given = vars(statement) | {"closing_minor": statement.closing_minor, "cycle": statement.terms.cycle}
        money = {
            name.removesuffix("_minor"): Money(amount=int(minor), currency=statement.asset)
            for name, minor in given.items()
            if name.endswith("_minor")
        }
        return cls.model_validate({**given, **money, "created_at": statement.opened_at})


class LineView(View):
    journal_id: str
    at: Instant
    kind: LineKind
    business: str
    business_id: str
    amount: Money

    @classmethod
    def of_item(cls, item: SettleableItem) -> "LineView":
        kind, amount_minor = movement_of(item)
        return cls(
            journal_id=item.journal_id,
            at=item.at,
            kind=kind,
            business=item.business,
            business_id=item.business_id,
            amount=Money(amount=amount_minor, currency=item.asset),
        )
