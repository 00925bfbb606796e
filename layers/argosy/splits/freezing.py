"""When a channel may stop keeping a purchase frozen for its parties."""

from collections.abc import Sequence

from argosy.kernel import ids
from argosy.orders.purchase import Purchase
from argosy.payments.sharing import SHARING
from argosy.splits.channel_split import ChannelSplit, by_channel_minor
from argosy.splits.instruction import InstructionStatus


def is_over(purchase: Purchase, splits: Sequence[ChannelSplit]) -> bool:
    """Whether something is left of the purchase of which nothing is to be passed on, now or when another share is released."""
    seen = {(split.order_id, place) for split in splits for place in split.places}
    shares = ((order.id, place, share) for order in purchase.orders for place, share in enumerate(order.shares))
    waiting = (share.by_channel and share.remaining_minor and (of, at) not in seen for of, at, share in shares)
    if any(waiting) or not all(split.status.is_over for split in splits):
        return False
    passed_on_minor = sum(
        split.amount_minor - split.returning_minor
        for split in splits
        if split.provider in SHARING and split.status is InstructionStatus.DONE
    )
    return sum(by_channel_minor(order) for order in purchase.orders) > passed_on_minor


def number_of(purchase: Purchase) -> str:
    """Under which the channel is asked, however often."""
    return ids.derived("unf", purchase.head.id)
