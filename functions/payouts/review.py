"""Finance looks at payouts: approves them, by two people where they are large, rejects them, or has them tried again."""

from typing import Annotated

from pydantic import Strict

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Text
from argosy.kernel.http import Api, Listed, Reply, Request
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.write import retrying
from argosy.payouts import payouts, reviews
from argosy.payouts.payout import Payout, PayoutStatus
from argosy.payouts.permissions import PAYOUT_REVIEW
from argosy.payouts.views import ReviewedView

app = Api(tag="finance")
PayoutId = Annotated[str, Id("pyo")]


class ByStatus(Paging):
    status: Annotated[PayoutStatus, Strict(False)]


class Rejection(Body):
    reason: Annotated[str, Text(1, 300)]


@app.get("/v1/admin/payouts", may=PAYOUT_REVIEW)
def all_payouts(paging: ByStatus, request: Request) -> Listed[ReviewedView]:
    """Everybody's payouts in one state, newest first."""
    page = payouts.page_of_status(paging.status, paging.limit, paging.after)
    return paging.answer(page, lambda item: ReviewedView.of_payout(item.to(Payout), request))


@app.post("/v1/admin/payouts/{payout_id}/approve", may=PAYOUT_REVIEW, once=True)
def approve(payout_id: PayoutId, caller: Caller, once: Once, request: Request) -> Reply[ReviewedView]:
    """Be for a held payout. It goes, or its `hold` says what else it waits for: another person, or what nobody overrules."""
    return reviews.approve(payout_id, caller.id, once, lambda payout: Reply(ReviewedView.of_payout(payout, request)))


@app.post("/v1/admin/payouts/{payout_id}/reject", may=PAYOUT_REVIEW, once=True)
def reject(payout_id: PayoutId, wish: Rejection, caller: Caller, once: Once, request: Request) -> Reply[ReviewedView]:
    """Do not pay it. The owner reads the reason, and the money is available again."""

    def take_back() -> Reply[ReviewedView]:
        payout = payouts.get(payout_id).rejected(wish.reason)
        reply = Reply(ReviewedView.of_payout(payout, request))
        payouts.reject(payout, once, reply)
        return reply

    return retrying(take_back)


@app.post("/v1/admin/payouts/{payout_id}/retry", may=PAYOUT_REVIEW, once=True)
def retry(payout_id: PayoutId, caller: Caller, once: Once, request: Request) -> Reply[ReviewedView]:
    """Pay what failed or was returned once more: its money is set aside anew, and it is decided anew."""

    def set_aside() -> Reply[ReviewedView]:
        payout = payouts.get(payout_id).again(clock.now())
        reply = Reply(ReviewedView.of_payout(payout, request))
        payouts.request(payout, once, reply)
        return reply

    return retrying(set_aside)


handler = app.handler
