"""Splits by channels as they are kept: planned, found, tried again; and the parties' accounts at the channels."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from argosy.kernel.errors import NotFound
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import Key, Page, Position, fetch
from argosy.kernel.write import Part, Write, put, save
from argosy.orders import orders
from argosy.payments import attempts
from argosy.payments.split_words import SplitWish
from argosy.splits.channel_split import ChannelSplit, planned
from argosy.splits.items import ChannelAccountItem, ChannelSplitItem
from events.orders.shares import SharesReleased
from events.splits import ChannelSplitDue, ChannelSplitTriedAgain

SENT_AFTER = timedelta(minutes=1)
"""Alipay and WeChat Pay pass nothing on in the first half minute after a payment."""


def get(purchase_id: str, split_id: str) -> ChannelSplit:
    """Raises NotFound."""
    return ChannelSplitItem.by_id.load(ChannelSplit, purchase_id=purchase_id, id=split_id)


def of_purchase(purchase_id: str) -> list[ChannelSplit]:
    """All that is, or was, to be passed on of a purchase."""
    return [item.to(ChannelSplit) for item in ChannelSplitItem.by_id.every(purchase_id=purchase_id)]


def known(numbers: Iterable[tuple[str, str]]) -> dict[str, ChannelSplit]:
    """Those of these purchases and ids that are there, by their ids."""
    keys = (ChannelSplitItem.by_id.key(purchase_id=purchase_id, id=number) for purchase_id, number in numbers)
    found = (ChannelSplitItem.read(raw).to(ChannelSplit) for raw in fetch(keys).values())
    return {split.id: split for split in found}


def saved(split: ChannelSplit) -> Part:
    return save(ChannelSplitItem.of(split))


def refused(limit: int, after: Position | None) -> Page:
    """What channels have refused to pass on, newest first, until it is tried again."""
    return ChannelSplitItem.refused.newest(limit=limit, after=after)


def wish_of(split: ChannelSplit) -> SplitWish:
    """What its channel is asked for, or was."""
    return SplitWish(
        split.id,
        attempts.get(split.attempt_id),
        str(split.account),
        split.is_person,
        split.amount_minor,
        split.failures,
    )


def plan(released: SharesReleased, at: datetime, receipt: Receipt) -> None:
    """One for each party, and one more for what came from the wallet; each is sent a minute later."""
    order = orders.get(released.order_id)
    attempt = attempts.get(str(order.paid_attempt_id))
    write = Write(receipt)
    for party in released.parties:
        for split in planned(order, attempt, released.step, party, at):
            write.add(put(ChannelSplitItem.of(split)))
            write.remind(at + SENT_AFTER, due(split), about=split.id)
    write.commit()


def due(split: ChannelSplit, asked: int = 0) -> ChannelSplitDue:
    return ChannelSplitDue(purchase_id=split.purchase_id, split_id=split.id, asked=asked)


def tried_again(split: ChannelSplit) -> ChannelSplit:
    """Sent once more, to the account that the party has now. Raises InvalidState, NotFound without an account."""
    known = account_of(split.party, split.provider)
    return split.again(str(known.account), is_person=bool(known.is_person))


def again(split: ChannelSplit, by: str, once: Once, answer: Answer) -> None:
    """A person has the provider asked once more: keep what `tried_again` gave."""
    told = ChannelSplitTriedAgain(purchase_id=split.purchase_id, split_id=split.id, by=by, failures=split.failures)
    write = Write(once).add(saved(split))
    write.tell(told, due(split), beside=orders.key(split.purchase_id)).commit(answer)


def account(party: str, channel: str) -> ChannelAccountItem | None:
    """Read consistently: money goes there."""
    found: ChannelAccountItem | None = ChannelAccountItem.by_party.get(party=party, channel=channel)
    return found


def account_of(party: str, channel: str) -> ChannelAccountItem:
    """Raises NotFound."""
    found = account(party, channel)
    if found is None:
        raise NotFound
    return found


def account_key(party: str, channel: str) -> Key:
    """Where it lies, and what happened to it."""
    return ChannelAccountItem.by_party.key(party=party, channel=channel)
