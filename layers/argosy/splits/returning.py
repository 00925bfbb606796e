"""What becomes of a debt as the channel is asked to take a share back: one transaction before the question, one after."""

from datetime import timedelta
from typing import Any

from argosy.kernel import clock, metric
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Write, retrying
from argosy.ledger import accounts, ledger
from argosy.ledger.holding import Holdings
from argosy.orders import orders
from argosy.payments.split_words import ReturnWish, SplitAnswer
from argosy.splits import journals, returns, splits
from argosy.splits.channel_return import ChannelReturn
from argosy.splits.instruction import InstructionStatus
from events.splits import ChannelReturnDone, ChannelReturnFailed

PASSED_ON_LOOKED_AT_AFTER = timedelta(hours=1)


def begin(back: ChannelReturn, receipt: Receipt) -> ChannelReturn:
    """Sent, or void where nothing is owed any more; still planned while the share has not arrived, and then looked at again."""

    def once_more() -> ChannelReturn:
        found = returns.get(back.purchase_id, back.id)
        if found.status is not InstructionStatus.PLANNED:
            return found
        split = splits.get(found.purchase_id, found.split_id)
        if split.status is not InstructionStatus.DONE:
            later = clock.now() + PASSED_ON_LOOKED_AT_AFTER
            Write(receipt).remind(later, returns.due(found), about=found.id).commit()
            return found
        after = found.sent(_owed_minor(found, _debt(found)))
        write, spare_minor = Write().add(returns.saved(after)), found.amount_minor - after.amount_minor
        if spare_minor:
            write.add(splits.saved(split.asked_back(-spare_minor)))
        write.commit()
        return after

    return retrying(once_more)


def wish_of(back: ChannelReturn) -> ReturnWish:
    """What the channel is asked for."""
    split = splits.get(back.purchase_id, back.split_id)
    passed_on = splits.wish_of(split)
    return ReturnWish(back.id, passed_on, str(split.channel_split_ref), back.amount_minor, back.failures)


def settle(back: ChannelReturn, told: SplitAnswer) -> None:
    """Book what the channel said. An older word, or one of an earlier try, changes nothing."""

    def once_more() -> None:
        found = returns.get(back.purchase_id, back.id)
        if found.is_asked_in(back):
            _done(found, told.ref) if told.outcome == "succeeded" else _failed(found, told.reason or "channel")

    retrying(once_more)


def _debt(back: ChannelReturn) -> Holdings:
    return ledger.holdings([(accounts.receivable(back.party), back.currency)])


def _owed_minor(back: ChannelReturn, debt: Holdings) -> int:
    return -debt[accounts.receivable(back.party), back.currency].balance_minor


def _done(back: ChannelReturn, channel_return_ref: str) -> None:
    after, debt = back.done(channel_return_ref), _debt(back)
    journal = journals.returned(after, _owed_minor(after, debt), clock.now())
    write = Write().add(returns.saved(after), *ledger.post(journal, read=debt))
    write.tell(ChannelReturnDone(**_about(after)), beside=orders.key(after.purchase_id)).commit()


def _failed(back: ChannelReturn, reason: str) -> None:
    """The debt stays."""
    write = Write().add(returns.saved(back.failed(reason, clock.now())))
    write.tell(ChannelReturnFailed(**_about(back), reason=reason), beside=orders.key(back.purchase_id)).commit()
    metric.count("splits", "ReturnFailed")


def _about(back: ChannelReturn) -> dict[str, Any]:
    return {
        "purchase_id": back.purchase_id, "return_id": back.id, "order_id": back.order_id, "cause_id": back.cause_id,
        "party": back.party, "provider": back.provider, "amount": back.amount,
    }  # fmt: skip
