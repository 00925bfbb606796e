"""People read their statements; finance and support read anybody's."""

from typing import Annotated

from pydantic import Strict

from argosy.kernel.auth import Caller
from argosy.kernel.http import Api, Listed
from argosy.kernel.paging import Paging
from argosy.settlement import statements
from argosy.settlement.access import SeesAny, owner_of, readable
from argosy.settlement.permissions import SETTLEMENT_OWN, SETTLEMENT_READ_ANY
from argosy.settlement.statement import Statement, StatementStatus
from argosy.settlement.views import LineView, Party, StatementId, StatementView

app = Api(tag="settlements")


class StatementList(Paging):
    """`party=creator:usr_…` lists that party's."""

    party: Party | None = None


class StatusList(Paging):
    """`status=closed` lists those that wait for finance."""

    status: Annotated[StatementStatus, Strict(False)] = StatementStatus.CLOSED


@app.get("/v1/settlements", may=SETTLEMENT_OWN)
def mine(paging: StatementList, caller: Caller, sees_any: SeesAny) -> Listed[StatementView]:
    """The caller's statements, or those of a party that the caller may see, newest first."""
    page = statements.of_owner(owner_of(paging.party, caller, sees_any=sees_any), paging.limit, paging.after)
    listed = [item.to(Statement) for item in page.items if paging.party in (None, item.party)]
    return Listed(data=list(map(StatementView.of_statement, listed)), next_cursor=paging.next(page.next))


@app.get("/v1/admin/settlements", may=SETTLEMENT_READ_ANY)
def by_status(paging: StatusList) -> Listed[StatementView]:
    """Everybody's statements in one state, newest first."""
    page = statements.of_status(paging.status, paging.limit, paging.after)
    return paging.answer(page, lambda item: StatementView.of_statement(item.to(Statement)))


@app.get("/v1/settlements/{statement_id}", may=SETTLEMENT_OWN)
def show(statement_id: StatementId, caller: Caller, sees_any: SeesAny) -> StatementView:
    """One statement."""
    return StatementView.of_statement(readable(statement_id, caller, sees_any=sees_any))


@app.get("/v1/settlements/{statement_id}/items", may=SETTLEMENT_OWN)
def lines(statement_id: StatementId, paging: Paging, caller: Caller, sees_any: SeesAny) -> Listed[LineView]:
    """The movements on a statement, oldest first."""
    statement = readable(statement_id, caller, sees_any=sees_any)
    return paging.answer(statements.lines_of(statement.id, paging.limit, paging.after), LineView.of_item)


handler = app.handler
