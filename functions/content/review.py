"""Moderators look at what was handed in, posts and products in one queue, and decide once."""

from typing import Annotated, Literal

from argosy.catalogue import products
from argosy.content import posts
from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Instant, Lines, View
from argosy.kernel.http import Api, Listed, Reply
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.publishing import cases
from argosy.publishing.case import Case, CaseStatus, Kind
from argosy.publishing.permissions import REVIEW_DECIDE

app = Api(tag="reviews")
ReviewId = Annotated[str, Id("rev")]
DECIDES = {Kind.POST: posts.decide, Kind.PRODUCT: products.decide}


class ReviewsQuery(Paging):
    status: Literal["open"] = "open"


class Rejection(Body):
    reason: Annotated[str, Lines(1, 1_000)]


class ReviewView(View):
    """A submission and what was decided on it."""

    id: str
    subject_kind: Kind
    subject_id: str
    owner_id: str
    title: str
    status: CaseStatus
    reason: str | None
    decided_by: str | None
    decided_at: Instant | None
    created_at: Instant
    version: int


@app.get("/v1/reviews", may=REVIEW_DECIDE)
def waiting(query: ReviewsQuery) -> Listed[ReviewView]:
    """What waits for a decision, whoever has waited longest first."""
    return query.answer(cases.open_page(query.limit, query.after), ReviewView.of)


@app.post("/v1/reviews/{review_id}/approve", may=REVIEW_DECIDE)
def approve(review_id: ReviewId, caller: Caller, once: Once) -> ReviewView:
    """Publish it, or schedule it where its author named a time."""
    return _decide(cases.get(review_id).approve(caller.id, clock.now()), once)


@app.post("/v1/reviews/{review_id}/reject", may=REVIEW_DECIDE)
def reject(review_id: ReviewId, wish: Rejection, caller: Caller, once: Once) -> ReviewView:
    """Send it back with the reason, which its author is told."""
    return _decide(cases.get(review_id).reject(caller.id, clock.now(), wish.reason), once)


def _decide(case: Case, once: Once) -> ReviewView:
    reply = Reply(ReviewView.of(case))
    DECIDES[case.subject_kind](case, clock.now(), once, reply)
    return reply.view


handler = app.handler
