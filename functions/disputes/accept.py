"""Finance gives a dispute up."""

from argosy.disputes import answering, disputes, settling
from argosy.disputes.desk import desk
from argosy.disputes.permissions import DISPUTE_ACCEPT
from argosy.disputes.views import DisputeId, DisputeView
from argosy.kernel.auth import Caller
from argosy.kernel.http import Api, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import retrying

app = Api(tag="disputes")


@app.post("/v1/admin/disputes/{dispute_id}/accept", may=DISPUTE_ACCEPT, once=True)
def accept(dispute_id: DisputeId, caller: Caller, once: Once) -> Reply[DisputeView]:
    """It is lost then, and its fee with it. Repeated, it is the same end."""
    dispute = retrying(lambda: answering.note_acceptance(disputes.get(dispute_id), caller.id))
    if dispute.status.is_open:
        told = desk(dispute.channel).accept(dispute.channel_ref, f"{dispute.id}:accept")
        dispute = settling.settle(dispute.attempt_id, told)
    return answering.accepted(dispute, caller.id, once, lambda after: Reply(DisputeView.of_dispute(after)))


handler = app.handler
