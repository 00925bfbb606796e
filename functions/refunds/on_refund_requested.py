"""Sends money back through its channel, under the refund's own number however often it is tried."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import attempts
from argosy.payments.channel import Refunded, RefundWish, channel
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.refunds import refunds, settling
from argosy.refunds.refund import Refund, RefundStatus
from events.refunds import RefundRequested

FROM_THE_WALLET_ALONE = Refunded("succeeded", "")


@listens(RefundRequested)
def handler(event: RefundRequested, receipt: Receipt) -> None:
    refund = refunds.get(event.refund_id)
    if refund.status is not RefundStatus.PROCESSING:
        return
    told = _asked(refund) if refund.channel_minor else FROM_THE_WALLET_ALONE
    if told is not None and told.outcome != "waiting":
        settling.settle(refund.id, told)
        return
    if told is not None:
        refund = refunds.note_reference(refund, told.channel_refund_ref)
    refunds.ask_again(refund, event.asked, clock.now(), receipt)


def _asked(refund: Refund) -> Refunded | None:
    """The channel's word, or none where it is silent. A plain refusal is a failed refund."""
    attempt = attempts.get(refund.attempt_id)
    wish = RefundWish(
        refund.id, attempt, refund.channel_minor, refund.created_at, refund.failures, refund.channel_refund_ref
    )
    asked = channel(attempt.channel)
    try:
        return asked.query_refund(wish) if refund.channel_refund_ref else asked.refund(wish)
    except ChannelRefused:
        return Refunded("failed", refund.channel_refund_ref or "")
    except ChannelSilent:
        return None
