"""Tells again of a dispute that nobody has answered, while there is still time."""

from argosy.disputes import disputes
from argosy.kernel.money import Money
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write
from argosy.orders import orders
from events.disputes import DisputeEvidenceDue, DisputeUnanswered


@listens(DisputeEvidenceDue)
def handler(event: DisputeEvidenceDue, receipt: Receipt) -> None:
    dispute = disputes.get(event.dispute_id)
    if not dispute.awaits_evidence or dispute.respond_by is None:
        return
    told = DisputeUnanswered(
        dispute_id=dispute.id, order_id=dispute.order_id, seller_ids=dispute.seller_ids, respond_by=dispute.respond_by,
        amount=Money(amount=dispute.amount_minor, currency=dispute.currency),
    )  # fmt: skip
    Write(receipt).tell(told, beside=orders.key(dispute.order_id)).commit()
