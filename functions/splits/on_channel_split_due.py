"""Has a channel pass a party's share on, and asks what became of it, under the share's own number however often."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments.channel import splitter
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.payments.split_words import Passed
from argosy.splits import sending, splits
from argosy.splits.channel_split import ChannelSplit, SplitStatus
from events.splits import ChannelSplitDue


@listens(ChannelSplitDue)
def handler(event: ChannelSplitDue, receipt: Receipt) -> None:
    split = splits.get(event.purchase_id, event.split_id)
    is_new = split.status is SplitStatus.PLANNED
    if is_new:
        split = sending.set_aside(split, receipt)
    if not split.status.is_under_way:
        return
    try:
        told = _asked(split, is_new=is_new)
    except ChannelRefused as no:
        sending.settle(split, Passed("failed", ""), str(no.facts["reason"]))
        return
    except ChannelSilent:
        sending.ask_again(split, asked=event.asked, silent=True, at=clock.now(), receipt=receipt)
        return
    if told.outcome == "waiting":
        sending.ask_again(split, asked=event.asked, silent=False, at=clock.now(), receipt=receipt)
    else:
        sending.settle(split, told)


def _asked(split: ChannelSplit, *, is_new: bool) -> Passed:
    """What may have been sent before is asked about. Raises ChannelRefused, ChannelSilent."""
    wish = splits.wish_of(split)
    asked = splitter(split.provider)
    return asked.split(wish) if is_new else asked.query_split(wish)
