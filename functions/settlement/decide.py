"""Finance resolves disputes about statements, and approves statements for paying."""

from typing import Annotated

from pydantic import field_validator
from pydantic_core import PydanticCustomError

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Lines
from argosy.kernel.http import Api, Reply
from argosy.kernel.money import LARGEST_MINOR, Currency, Money
from argosy.kernel.once import Once
from argosy.kernel.write import Write, retrying
from argosy.ledger import ledger
from argosy.settlement import review, statements
from argosy.settlement.permissions import SETTLEMENT_DECIDE
from argosy.settlement.views import StatementId, StatementView

app = Api(tag="finance")


class Adjustment(Money, frozen=True, extra="forbid", strict=True):
    """Money that the party gets in addition, or below zero has to give."""

    currency: Currency

    @field_validator("amount")
    @classmethod
    def something(cls, amount: int) -> int:
        if not 0 < abs(amount) <= LARGEST_MINOR:
            raise PydanticCustomError("invalid_amount", "an adjustment is a whole number of minor units other than 0")
        return amount


class Resolution(Body):
    note: Annotated[str, Lines(1, 1_000)]
    adjustment: Adjustment | None = None


@app.post("/v1/admin/settlements/{statement_id}/resolve", may=SETTLEMENT_DECIDE, once=True)
def resolve(statement_id: StatementId, wish: Resolution, caller: Caller, once: Once) -> Reply[StatementView]:
    """Answer a dispute. The statement stands as it was; an adjustment is on the party's next one."""

    def resolved() -> Reply[StatementView]:
        statement = statements.get(statement_id)
        adjustment = wish.adjustment and Money(**wish.adjustment.model_dump())
        after, told = review.resolve(statement, wish.note, adjustment)
        write = Write(once).add(statements.saved(after)).tell(told, beside=statements.key(after.id))
        if adjustment:
            write.add(*ledger.post(review.adjusted(statement, adjustment.amount, clock.now(), caller.id)))
        reply = Reply(StatementView.of_statement(after))
        write.commit(reply)
        return reply

    return retrying(resolved)


@app.post("/v1/admin/settlements/{statement_id}/approve", may=SETTLEMENT_DECIDE, once=True)
def approve(statement_id: StatementId, caller: Caller, once: Once) -> Reply[StatementView]:
    """What it comes to may be paid; where that was agreed, it is paid now."""

    def approved() -> Reply[StatementView]:
        statement = statements.get(statement_id)
        after, told = review.approve(statement, caller.id)
        write = Write(once).add(statements.saved(after))
        if statement.terms.auto_payout:
            write.tell(told, beside=statements.key(after.id))
        reply = Reply(StatementView.of_statement(after))
        write.commit(reply)
        return reply

    return retrying(approved)


handler = app.handler
