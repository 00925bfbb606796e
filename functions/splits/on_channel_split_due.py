"""Has a channel pass a party's share on, and asks what became of it, under the share's own number however often."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments.channel import splitter
from argosy.splits import asking, sending, splits
from argosy.splits.instruction import InstructionStatus
from events.splits import ChannelSplitDue


@listens(ChannelSplitDue)
def handler(event: ChannelSplitDue, receipt: Receipt) -> None:
    split = splits.get(event.purchase_id, event.split_id)
    is_new = split.status is InstructionStatus.PLANNED
    if is_new:
        split = sending.set_aside(split, receipt)
    if not split.status.is_under_way:
        return
    channel = splitter(split.provider)
    told = asking.answer(channel.split if is_new else channel.query_split, splits.wish_of(split))
    if told.is_final:
        sending.settle(split, told)
    else:
        asking.ask_again(split, told, splits.due(split, event.asked + 1), receipt, splits.saved)
