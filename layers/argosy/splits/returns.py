"""Shares that channels take back, as they are kept: planned, found, tried again."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Part, Write, put, retrying, save
from argosy.orders import orders
from argosy.splits import splits
from argosy.splits.channel_return import ChannelReturn, planned
from argosy.splits.items import ChannelReturnItem
from events.ledger import PartyDebt
from events.splits import ChannelReturnDue, ChannelReturnTriedAgain

SENT_AFTER = timedelta(minutes=1)


def get(purchase_id: str, return_id: str) -> ChannelReturn:
    """Raises NotFound."""
    return ChannelReturnItem.by_id.load(ChannelReturn, purchase_id=purchase_id, id=return_id)


def of_purchase(purchase_id: str) -> list[ChannelReturn]:
    """All that came back of a purchase from where it was passed on, or is to."""
    return [item.to(ChannelReturn) for item in ChannelReturnItem.by_id.every(purchase_id=purchase_id)]


def known(numbers: Iterable[tuple[str, str]]) -> dict[str, ChannelReturn]:
    """Those of these purchases and ids that are there, by their ids."""
    keys = (ChannelReturnItem.by_id.key(purchase_id=purchase_id, id=number) for purchase_id, number in numbers)
    found = (ChannelReturnItem.read(raw).to(ChannelReturn) for raw in fetch(keys).values())
    return {back.id: back for back in found}


def refused(limit: int, after: Position | None) -> Page:
    """What channels have refused to take back, newest first, until it is tried again."""
    return ChannelReturnItem.refused.newest(limit=limit, after=after)


def saved(back: ChannelReturn) -> Part:
    return save(ChannelReturnItem.of(back))


def plan(cause_id: str, order_id: str, debts: tuple[PartyDebt, ...], at: datetime, receipt: Receipt) -> None:
    """What the parties owe since this refund or dispute of the order, or of its parts, comes back from where it was passed on."""
    purchase_id = orders.get(order_id).head_id

    def of_party(debt: PartyDebt) -> None:
        passed_on = splits.of_purchase(purchase_id)
        mine = [split for split in passed_on if order_id in (split.order_id, purchase_id)]
        write = Write(receipt.of(debt.party))
        for split, back in planned(mine, debt, cause_id, at):
            write.add(splits.saved(split), put(ChannelReturnItem.of(back)))
            write.remind(at + SENT_AFTER, due(back), about=back.id)
        with suppress(AlreadyDone):
            write.commit()

    for debt in debts:
        retrying(partial(of_party, debt))


def due(back: ChannelReturn, asked: int = 0) -> ChannelReturnDue:
    return ChannelReturnDue(purchase_id=back.purchase_id, return_id=back.id, asked=asked)


def again(back: ChannelReturn, by: str, once: Once, answer: Answer) -> None:
    """A person has the channel asked once more: keep what `ChannelReturn.again` gave."""
    told = ChannelReturnTriedAgain(purchase_id=back.purchase_id, return_id=back.id, by=by, failures=back.failures)
    write = Write(once).add(saved(back))
    write.tell(told, due(back), beside=orders.key(back.purchase_id)).commit(answer)
