"""Has a channel give free what it keeps frozen of a purchase, once nothing more of it is to be passed on."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.orders import orders
from argosy.payments import attempts
from argosy.payments.sharing import SHARING, sharer
from argosy.splits import splits
from argosy.splits.channel_split import INTERNAL
from argosy.splits.freezing import is_over, number_of
from events.splits import ChannelSplitDone, ChannelSplitVoid


@listens(ChannelSplitDone, ChannelSplitVoid)
def handler(event: ChannelSplitDone | ChannelSplitVoid, receipt: Receipt) -> None:
    """Asked twice it is one request, so nothing is kept of it; a silent channel is asked again by the queue."""
    if event.provider not in (*SHARING, INTERNAL):
        return
    found = splits.of_purchase(event.purchase_id)
    frozen = next((split for split in found if split.provider in SHARING), None)
    purchase = orders.purchase(event.purchase_id)
    if frozen and is_over(purchase, found):
        sharer(frozen.provider).free_rest(attempts.get(frozen.attempt_id), number_of(purchase))
