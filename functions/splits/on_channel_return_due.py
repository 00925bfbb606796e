"""Has a channel take back what it has passed on, and asks what became of it, under the return's own number however often."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.payments.sharing import returner
from argosy.payments.split_words import Returned
from argosy.splits import returning, returns
from argosy.splits.channel_return import ChannelReturn, ReturnStatus
from events.splits import ChannelReturnDue


@listens(ChannelReturnDue)
def handler(event: ChannelReturnDue, receipt: Receipt) -> None:
    back = returns.get(event.purchase_id, event.return_id)
    is_new = back.status is ReturnStatus.PLANNED
    if is_new:
        back = returning.begin(back, receipt)
    if not back.status.is_under_way:
        return
    try:
        told = _asked(back, is_new=is_new)
    except ChannelRefused as no:
        returning.settle(back, Returned("failed", ""), str(no.facts["reason"]))
        return
    except ChannelSilent:
        returning.ask_again(back, asked=event.asked, silent=True, at=clock.now(), receipt=receipt)
        return
    if told.outcome == "waiting":
        returning.ask_again(back, asked=event.asked, silent=False, at=clock.now(), receipt=receipt)
    else:
        returning.settle(back, told)


def _asked(back: ChannelReturn, *, is_new: bool) -> Returned:
    """What may have been sent before is asked about. Raises ChannelRefused, ChannelSilent."""
    asked, wish = returner(back.provider), returning.wish_of(back)
    return asked.take_back(wish) if is_new else asked.query_return(wish)
