"""Finance brings home what a channel refused or sent back: by another try, or by hand."""

from typing import Annotated

from argosy.kernel.auth import Caller
from argosy.kernel.body import Id
from argosy.kernel.http import Accepted, Api, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.refunds import refunds, settling
from argosy.refunds.permissions import REFUND_WRITE_ANY
from argosy.refunds.views import RefundView

app = Api(tag="finance")
RefundId = Annotated[str, Id("rfd")]


@app.post("/v1/admin/refunds/{refund_id}/retry", may=REFUND_WRITE_ANY, once=True)
def retry(refund_id: RefundId, caller: Caller, once: Once) -> Accepted[RefundView]:
    """Ask the channel once more, under the same number."""

    def asked() -> Accepted[RefundView]:
        refund = refunds.get(refund_id)
        reply = Accepted(RefundView.of_refund(refund.again()), f"/v1/refunds/{refund.id}")
        refunds.again(refund, caller.id, once, reply)
        return reply

    return retrying(asked)


@app.post("/v1/admin/refunds/{refund_id}/manual", may=REFUND_WRITE_ANY, once=True)
def manual(refund_id: RefundId, caller: Caller, once: Once) -> RefundView:
    """It was sent from the bank by hand: book it."""

    def booked() -> RefundView:
        refund = refunds.get(refund_id)
        reply = Reply(RefundView.of_refund(refund.by_hand()))
        settling.by_hand(refund, caller.id, once, reply)
        return reply.view

    return retrying(booked)


handler = app.handler
