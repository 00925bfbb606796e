"""Answering a dispute: noted first, then said to the channel under a key of ours, then noted as said."""

from collections.abc import Callable
from typing import TypeVar

from argosy.disputes import disputes
from argosy.disputes.dispute import Dispute
from argosy.kernel.once import Answer, Once
from argosy.kernel.outbox import Event
from argosy.kernel.write import Write, retrying
from argosy.orders import orders
from events.disputes import DisputeAccepted, DisputeEvidenceSent

A = TypeVar("A", bound=Answer)


def note_evidence(dispute: Dispute, text: str, by: str) -> Dispute:
    """The text is kept before the channel hears of it; the same text again is the same try. Raises InvalidState."""
    return _noted(dispute, dispute.answered(text, by))


def note_acceptance(dispute: Dispute, by: str) -> Dispute:
    """Raises InvalidState where it is closed already, and not because it was given up."""
    return _noted(dispute, dispute.accepted(by))


def evidence_sent(dispute_id: str, by: str, once: Once, answer: Callable[[Dispute], A]) -> A:
    """The channel has it."""

    def note() -> A:
        after = disputes.get(dispute_id).evidence_sent()
        told = DisputeEvidenceSent(dispute_id=after.id, order_id=after.order_id, by=by)
        return _told(Write(once).add(disputes.saved(after)), after, told, answer(after))

    return retrying(note)


def accepted(dispute: Dispute, by: str, once: Once, answer: Callable[[Dispute], A]) -> A:
    """The channel has closed it."""
    told = DisputeAccepted(dispute_id=dispute.id, order_id=dispute.order_id, by=by)
    return _told(Write(once), dispute, told, answer(dispute))


def _noted(before: Dispute, after: Dispute) -> Dispute:
    if after is not before:
        Write().add(disputes.saved(after)).commit()
    return after


def _told(write: Write, dispute: Dispute, told: Event, answer: A) -> A:
    write.tell(told, beside=orders.key(dispute.order_id)).commit(answer)
    return answer
