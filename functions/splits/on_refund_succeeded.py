"""Plans how the channel takes back what it has passed on, where a refund or a lost dispute has made a party owe it."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.splits import returns
from events.disputes import DisputeLost
from events.refunds import RefundSettledManually, RefundSucceeded


@listens(RefundSucceeded, RefundSettledManually, DisputeLost)
def handler(event: RefundSucceeded | RefundSettledManually | DisputeLost, receipt: Receipt) -> None:
    cause_id = event.dispute_id if isinstance(event, DisputeLost) else event.refund_id
    if event.owed:
        returns.plan(cause_id, event.order_id, event.owed, clock.now(), receipt)
