"""Lets the parties' payouts go on when a dispute is closed, and closes what has neither money nor parcels left."""

from argosy.disputes import closing, disputes
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from events.disputes import DisputeLost, DisputeWon


@listens(DisputeWon, DisputeLost)
def handler(event: DisputeWon | DisputeLost, receipt: Receipt) -> None:
    dispute = disputes.get(event.dispute_id)
    closing.release_parties(dispute, receipt)
    closing.close_empty(dispute)
