"""Finance runs a settlement by hand, or asks what it would do: the same work as the schedule's."""

from datetime import date
from typing import Annotated, Literal

from pydantic import StringConstraints

from argosy.kernel import clock
from argosy.kernel.body import Body, Day, View
from argosy.kernel.http import Accepted, Api, Reply
from argosy.kernel.money import Money
from argosy.kernel.once import Once
from argosy.settlement import agreements, preview, requests
from argosy.settlement.period import end_of
from argosy.settlement.permissions import SETTLEMENT_RUN
from argosy.settlement.views import StatementView

app = Api(tag="finance")


class RunWish(Body):
    """`period` is a name as statements bear it (`2026-11`, `2026-W47`, `2026-11-20`) and leaves all others alone."""

    as_of: Day
    period: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9W:T+-]{2,24}$")] | None = None
    dry_run: bool = False


class RunAccepted(View):
    as_of: date
    status: Literal["accepted"] = "accepted"


class DryRun(View):
    """What would be closed: the first hundred statements, how many there are, and what they come to by currency.

    Where it is not complete, there was no time to look at all of them.
    """

    as_of: date
    status: Literal["dry_run"] = "dry_run"
    statements: list[StatementView]
    count: int
    payable: list[Money]
    complete: bool


@app.post("/v1/admin/settlements/run", may=SETTLEMENT_RUN)
def run(wish: RunWish, once: Once) -> Accepted[RunAccepted] | Reply[DryRun]:
    """Put what became available up to the end of this day (in the platform's zone) on statements, or only say what would be."""
    now = clock.now()
    if wish.dry_run:
        found = preview.of(end_of(wish.as_of, agreements.zone(), now), now, wish.period)
        return Reply(_shown(wish.as_of, found))
    reply = Accepted(RunAccepted(as_of=wish.as_of))
    requests.request(wish.as_of, wish.period, once, reply, now)
    return reply


def _shown(as_of: date, found: preview.Preview) -> DryRun:
    return DryRun(
        as_of=as_of,
        statements=[StatementView.of_statement(statement) for statement in found.statements],
        count=found.count,
        payable=[Money(amount=minor, currency=asset) for asset, minor in found.payable_minor.items()],
        complete=found.complete,
    )


handler = app.handler
