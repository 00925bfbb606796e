"""Finance closes attempts at their channels, and ends what channels told that fits nothing."""

from typing import Annotated

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Text
from argosy.kernel.errors import InvalidState
from argosy.kernel.http import Accepted, Api, Listed, Reply
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.write import retrying
from argosy.payments import attempts, settling, unclaimed, unmatched_queue
from argosy.payments.channel import channel
from argosy.payments.permissions import PAYMENT_REVIEW
from argosy.payments.unmatched import Unmatched
from argosy.payments.views import AttemptView, UnmatchedView

app = Api(tag="finance")
AttemptId = Annotated[str, Id("pay")]


class Reason(Body):
    reason: Annotated[str, Text(1, 300)]


@app.post("/v1/admin/payments/{attempt_id}/force-close", may=PAYMENT_REVIEW, once=True)
def force_close(attempt_id: AttemptId, wish: Reason, caller: Caller, once: Once) -> AttemptView:
    """Take the chance to pay away, at the channel first. Where the buyer was faster, it is paid."""
    attempt = attempts.get(attempt_id)
    if not attempt.status.is_open:
        raise InvalidState(status=attempt.status)
    told = channel(attempt.channel).close(attempt)
    if told.outcome == "waiting":
        raise InvalidState(status="on its way at the channel")
    settling.settle(attempt.id, told)
    after = attempts.get(attempt_id)
    reply = Reply(AttemptView.of_attempt(after))
    attempts.note_force_close(after, wish.reason, once, reply)
    return reply.view


@app.get("/v1/admin/payments/unmatched", may=PAYMENT_REVIEW)
def unmatched(paging: Paging) -> Listed[UnmatchedView]:
    """What waits for a person, newest first: money that is not what was asked, and words about what we do not know."""
    page = unmatched_queue.waiting(paging.limit, paging.after)
    return paging.answer(page, lambda item: UnmatchedView.of(item.to(Unmatched)))


@app.post("/v1/admin/payments/{attempt_id}/return", may=PAYMENT_REVIEW, once=True)
def send_back(attempt_id: AttemptId, wish: Reason, caller: Caller, once: Once) -> Accepted[AttemptView]:
    """Money that is not what was asked goes back to where it came from."""
    return unclaimed.send_back(
        attempt_id, wish.reason, by=caller.id, once=once,
        answer=lambda after: Accepted(AttemptView.of_attempt(after), f"/v1/payments/{after.id}"),
    )  # fmt: skip


@app.post("/v1/admin/payments/unmatched/{unmatched_id}/explain", may=PAYMENT_REVIEW, once=True)
def explain(unmatched_id: Annotated[str, Id("unm")], wish: Reason, caller: Caller, once: Once) -> UnmatchedView:
    """Somebody has found out what it is, and done elsewhere what there was to do: it waits no longer."""

    def ended() -> UnmatchedView:
        entry = unmatched_queue.get(unmatched_id).explained(by=caller.id, note=wish.reason, at=clock.now())
        reply = Reply(UnmatchedView.of(entry))
        unmatched_queue.explain(entry, once, reply)
        return reply.view

    return retrying(ended)


handler = app.handler
