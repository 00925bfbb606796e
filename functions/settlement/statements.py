"""People read their statements; finance reads anybody's."""

from typing import Annotated

from argosy.kernel.auth import Caller
from argosy.kernel.body import Id, Instant, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Listed
from argosy.kernel.money import Money
from argosy.kernel.paging import Paging
from argosy.ledger.items import SettleableItem
from argosy.settlement import settlement
from argosy.settlement.statement import Statement

app = Api(tag="settlements")
StatementId = Annotated[str, Id("stm")]


class StatementView(View):
    id: str
    party: str
    period: str
    status: str
    earned: Money
    taken_back: Money
    closing: Money
    lines: int
    created_at: Instant
    closed_at: Instant | None
    version: int

    @classmethod
    def of_statement(cls, statement: Statement) -> "StatementView":
        amounts = {
            "earned": statement.earned_minor,
            "taken_back": statement.taken_back_minor,
            "closing": statement.closing_minor,
        }
        money = {name: Money(amount=int(minor), currency=statement.asset) for name, minor in amounts.items()}
        return cls.model_validate({**vars(statement), **money, "created_at": statement.opened_at})


class LineView(View):
    journal_id: str
    at: Instant
    business: str
    business_id: str
    amount: Money

    @classmethod
    def of_item(cls, item: SettleableItem) -> "LineView":
        money = Money(amount=int(item.amount_minor), currency=item.asset)
        return cls(
            journal_id=item.journal_id, at=item.at, business=item.business, business_id=item.business_id, amount=money
        )


@app.get("/v1/settlements", may="settlement:own")
def mine(paging: Paging, caller: Caller) -> Listed[StatementView]:
    """The caller's statements, newest period first."""
    page = settlement.of_owner(caller.id, paging.limit, paging.after)
    return paging.answer(page, lambda item: StatementView.of_statement(item.to(Statement)))


@app.get("/v1/settlements/{statement_id}", may="settlement:own")
def show(statement_id: StatementId, caller: Caller) -> StatementView:
    """One statement."""
    return StatementView.of_statement(_readable(statement_id, caller))


@app.get("/v1/settlements/{statement_id}/items", may="settlement:own")
def lines(statement_id: StatementId, paging: Paging, caller: Caller) -> Listed[LineView]:
    """The movements on a statement, oldest first."""
    statement = _readable(statement_id, caller)
    return paging.answer(settlement.lines_of(statement.id, paging.limit, paging.after), LineView.of_item)


def _readable(statement_id: str, caller: Caller) -> Statement:
    statement = settlement.get(statement_id)
    if statement.owner_id != caller.id and not caller.may("settlement:read-any"):
        raise NotFound
    return statement


handler = app.handler
