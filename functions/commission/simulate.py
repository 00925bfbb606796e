"""Operators try rules on sales before they save them."""

from argosy.commission import rulebook
from argosy.commission.permissions import COMMISSION_READ
from argosy.commission.resolution import resolve, shadows
from argosy.commission.views import SimulationView, SplitView
from argosy.commission.wishes import Simulation
from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.http import Api

app = Api(tag="finance")
DRAFT = "draft"


@app.post("/v1/admin/split-rules/simulate", may=COMMISSION_READ)
def simulate(wish: Simulation, caller: Caller) -> SimulationView:
    """For each line the rule that decides, everybody's part, and which rules were passed over or hidden. Writes nothing."""
    now = clock.now()
    book = rulebook.current()
    rules = book.rules
    if wish.draft is not None:
        tried, _ = book.add(wish.draft.rule(DRAFT), wish.draft.position, by=caller.id, at=now)
        rules = tried.rules
    return SimulationView(
        version=book.version,
        lines=[SplitView.of_deal(deal, resolve(rules, deal)) for deal in wish.deals(now)],
        warnings=list(shadows(rules)),
    )


handler = app.handler
