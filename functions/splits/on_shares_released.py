"""Plans how released shares are passed on by the channel that took the money."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.splits import splits
from events.orders.shares import SharesReleased


@listens(SharesReleased)
def handler(event: SharesReleased, receipt: Receipt) -> None:
    splits.plan(event, clock.now(), receipt)
