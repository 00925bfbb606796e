"""Who hears of a payout: its owner, whatever becomes of it."""

from typing import get_args

from argosy.notifications.notice import Notice, short
from argosy.notifications.telling import Telling, Templates
from argosy.notifications.words import Words
from events.payouts import PayoutFailed, PayoutHeld, PayoutPaid, PayoutRejected, PayoutReturned

WORDS: Templates = {
    "payout_paid": {
        "en": Words("Paid out", "The bank has paid {amount} to your account."),
        "zh": Words("提现已到账", "银行已向您的账户支付 {amount}。"),
    },
    "payout_held": {
        "en": Words("Your payout has to wait", "Your payout of {amount} waits; it says why, and what to do."),
        "zh": Words("提现等待中", "您的 {amount} 提现暂缓，请查看原因及所需操作。"),
    },
    "payout_failed": {
        "en": Words("Your payout failed", "{amount} could not be paid out and is available to you again."),
        "zh": Words("提现失败", "{amount} 未能提现，款项已退回您的余额。"),
    },
    "payout_returned": {
        "en": Words("Your payout came back", "The bank has returned {amount}; it is available to you again."),
        "zh": Words("提现被退回", "银行退回了 {amount}，款项已退回您的余额。"),
    },
    "payout_rejected": {
        "en": Words("Your payout was rejected", "{amount} is available to you again. The reason: {reason}"),
        "zh": Words("提现被驳回", "{amount} 已退回您的余额。原因：{reason}"),
    },
}
Moved = PayoutPaid | PayoutHeld | PayoutFailed | PayoutReturned | PayoutRejected
told = Telling(WORDS)


@told.by(*get_args(Moved))
def moved(event: Moved, actor: str, event_id: str) -> list[Notice]:
    """By the fact's own id: a payout that is tried again may be paid, held or returned again."""
    said = {"amount": str(event.amount)}
    if isinstance(event, PayoutRejected):
        said["reason"] = short(event.reason)
    template = event.name.replace(".", "_")
    return [Notice(event.owner_id, template, "payout", event.payout_id, event_id, said)]
