"""Has a channel take back what it has passed on, and asks what became of it, under the return's own number however often."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments.sharing import returner
from argosy.splits import asking, returning, returns
from argosy.splits.instruction import InstructionStatus
from events.splits import ChannelReturnDue


@listens(ChannelReturnDue)
def handler(event: ChannelReturnDue, receipt: Receipt) -> None:
    back = returns.get(event.purchase_id, event.return_id)
    is_new = back.status is InstructionStatus.PLANNED
    if is_new:
        back = returning.begin(back, receipt)
    if not back.status.is_under_way:
        return
    channel = returner(back.provider)
    told = asking.answer(channel.take_back if is_new else channel.query_return, returning.wish_of(back))
    if told.is_final:
        returning.settle(back, told)
    else:
        asking.ask_again(back, told, returns.due(back, event.asked + 1), receipt, returns.saved)
