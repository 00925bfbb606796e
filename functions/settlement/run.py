"""Finance runs a settlement by hand: the same work as the schedule's."""

from datetime import date
from typing import Literal

from argosy.kernel import clock
from argosy.kernel.body import Body, Day, View
from argosy.kernel.http import Accepted, Api
from argosy.kernel.once import Once
from argosy.settlement import requests

app = Api(tag="finance")


class RunWish(Body):
    as_of: Day


class RunAccepted(View):
    as_of: date
    status: Literal["accepted"] = "accepted"


@app.post("/v1/admin/settlements/run", may="settlement:run")
def run(wish: RunWish, once: Once) -> Accepted[RunAccepted]:
    """Put what became available up to the end of this day (in the platform's zone) on statements."""
    reply = Accepted(RunAccepted(as_of=wish.as_of))
    requests.request(wish.as_of, once, reply, clock.now())
    return reply


handler = app.handler
