"""A party says that its statement is wrong."""

from typing import Annotated

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Lines
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import Write, retrying
from argosy.settlement import review, statements
from argosy.settlement.permissions import SETTLEMENT_OWN
from argosy.settlement.views import StatementId, StatementView

app = Api(tag="settlements")


class DisputeWish(Body):
    reason: Annotated[str, Lines(1, 1_000)]


@app.post("/v1/settlements/{statement_id}/dispute", may=SETTLEMENT_OWN)
def dispute(statement_id: StatementId, wish: DisputeWish, caller: Caller, once: Once) -> Reply[StatementView]:
    """Within fourteen days after it was closed, and before it is approved. It is not paid out until finance has answered."""

    def disputed() -> Reply[StatementView]:
        statement = statements.get(statement_id)
        if statement.owner_id != caller.id:
            raise NotFound
        after, told = review.dispute(statement, wish.reason, clock.now())
        reply = Reply(StatementView.of_statement(after))
        Write(once).add(statements.saved(after)).tell(told, beside=statements.key(after.id)).commit(reply)
        return reply

    return retrying(disputed)


handler = app.handler
