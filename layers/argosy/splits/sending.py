"""What becomes of a share as its channel is asked to pass it on: one transaction before the question, one after."""

from datetime import timedelta

from argosy.kernel import clock, metric
from argosy.kernel.log import logger
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Write, retrying
from argosy.ledger import accounts, ledger
from argosy.orders import orders
from argosy.payments.split_words import SplitAnswer
from argosy.splits import journals, splits
from argosy.splits.channel_split import INTERNAL, ChannelSplit
from argosy.splits.instruction import InstructionStatus
from argosy.splits.items import ChannelAccountItem
from events.splits import ChannelSplitDone, ChannelSplitFailed, ChannelSplitVoid

ACCOUNT_LOOKED_FOR_AFTER = timedelta(hours=1)
HELD_LOOKED_AT_AFTER = timedelta(days=1)


def set_aside(split: ChannelSplit, receipt: Receipt) -> ChannelSplit:
    """Sent, or void where nothing is left of it; still planned where it has to wait, and then it is looked at again by itself.

    It waits for the party's account at the channel, and for an order on hold.
    """

    def once_more() -> ChannelSplit:
        found, order = splits.get(split.purchase_id, split.id), orders.get(split.order_id)
        if found.status is not InstructionStatus.PLANNED:
            return found
        if order.waits:
            return _wait(found, HELD_LOOKED_AT_AFTER, receipt)
        left_minor = found.left_minor(order)
        if not left_minor:
            return _void(found)
        account = _account(found)
        if account is None:
            metric.count("splits", "SplitAccountMissing")
            logger().warning("no account at the channel", party=found.party, channel=found.provider)
            return _wait(found, ACCOUNT_LOOKED_FOR_AFTER, receipt)
        return _sent(found, left_minor, account)

    return retrying(once_more)


def settle(split: ChannelSplit, told: SplitAnswer) -> None:
    """Book what the provider said. An older word, or one of an earlier try, changes nothing."""

    def once_more() -> None:
        found = splits.get(split.purchase_id, split.id)
        if found.is_asked_in(split):
            _done(found, told.ref) if told.outcome == "succeeded" else _failed(found, told.reason or "channel")

    retrying(once_more)


def _wait(split: ChannelSplit, wait: timedelta, receipt: Receipt) -> ChannelSplit:
    Write(receipt).remind(clock.now() + wait, splits.due(split), about=split.id).commit()
    return split


def _account(split: ChannelSplit) -> ChannelAccountItem | None:
    if split.provider != INTERNAL:
        return splits.account(split.party, split.provider)
    return ChannelAccountItem(party=split.party, channel=INTERNAL, account=split.party, is_person=False)


def _sent(split: ChannelSplit, left_minor: int, account: ChannelAccountItem) -> ChannelSplit:
    """Never more than is there: what a debt has taken is not passed on."""
    place = accounts.at_channel(split.party), split.currency
    held = ledger.holdings([place])
    amount_minor = min(left_minor, held[place].available_minor)
    if amount_minor <= 0:
        return _void(split)
    after = split.sent(str(account.account), amount_minor, is_person=bool(account.is_person))
    Write().add(splits.saved(after), *ledger.post(journals.sent(after, clock.now()), read=held)).commit()
    return after


def _void(split: ChannelSplit) -> ChannelSplit:
    after = split.void()
    told = ChannelSplitVoid(
        purchase_id=split.purchase_id, split_id=split.id, order_id=split.order_id, party=split.party,
        provider=split.provider,
    )  # fmt: skip
    Write().add(splits.saved(after)).tell(told, beside=orders.key(split.purchase_id)).commit()
    return after


def _done(split: ChannelSplit, channel_split_ref: str) -> None:
    at = clock.now()
    after = split.done(channel_split_ref, at)
    told = ChannelSplitDone(
        purchase_id=split.purchase_id, split_id=split.id, order_id=split.order_id, party=split.party,
        provider=split.provider, amount=split.amount,
    )  # fmt: skip
    write = Write().add(splits.saved(after), *ledger.post(journals.done(after, at)))
    write.tell(told, beside=orders.key(split.purchase_id)).commit()


def _failed(split: ChannelSplit, reason: str) -> None:
    """What was set aside for it stays aside until it is tried again: nobody else is paid with it."""
    told = ChannelSplitFailed(
        purchase_id=split.purchase_id, split_id=split.id, order_id=split.order_id, party=split.party, reason=reason
    )
    write = Write().add(splits.saved(split.failed(reason, clock.now())))
    write.tell(told, beside=orders.key(split.purchase_id)).commit()
    metric.count("splits", "SplitFailed")
