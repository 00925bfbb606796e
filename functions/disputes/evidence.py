"""A seller, or finance for them, tells the buyer's bank why the payment was right."""

from typing import Annotated

from argosy.disputes import answering, disputes, settling
from argosy.disputes.desk import desk
from argosy.disputes.dispute import Dispute
from argosy.disputes.permissions import DISPUTE_ANSWER, DISPUTE_ANSWER_ANY
from argosy.disputes.views import DisputeId, DisputeView
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Body, Lines
from argosy.kernel.http import Api, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import retrying

app = Api(tag="disputes")


class EvidenceWish(Body):
    text: Annotated[str, Lines(1, 5_000)]


@app.post("/v1/merchant/disputes/{dispute_id}/evidence", may=DISPUTE_ANSWER)
def submit(
    dispute_id: DisputeId,
    wish: EvidenceWish,
    caller: Caller,
    answers_any: Annotated[bool, May(DISPUTE_ANSWER_ANY)],
    once: Once,
) -> Reply[DisputeView]:
    """Send it to the bank, which then decides. Once: what was sent is final, and where several sold, one answers for all."""
    dispute = retrying(lambda: answering.note_evidence(_own(dispute_id, caller, answers_any), wish.text, caller.id))
    number = dispute.evidence.number if dispute.evidence else 0
    told = desk(dispute.channel).submit_evidence(dispute.channel_ref, wish.text, f"{dispute.id}:evidence:{number}")
    settling.settle(dispute.attempt_id, told)
    return answering.evidence_sent(dispute.id, caller.id, once, lambda after: Reply(DisputeView.of_dispute(after)))


def _own(dispute_id: str, caller: Caller, answers_any: bool) -> Dispute:
    if answers_any:
        return disputes.get(dispute_id)
    return disputes.of_seller(dispute_id, caller.id)


handler = app.handler
