"""Sends money back through its channel, under the refund's own number however often it is tried."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import payments, stripe_channel
from argosy.payments.attempt import Refunded
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.refunds import refunds
from argosy.refunds.refund import Refund, RefundStatus
from events.refunds import RefundRequested


@listens(RefundRequested)
def handler(event: RefundRequested, receipt: Receipt) -> None:
    refund = refunds.get(event.refund_id)
    if refund.status is not RefundStatus.PROCESSING:
        return
    told = _asked(refund)
    if told is not None and told.outcome != "waiting":
        refunds.settle(refund.id, told)
        return
    if told is not None:
        refund = refunds.note_reference(refund, told.channel_refund_ref)
    refunds.ask_again(refund, event.asked, clock.now(), receipt)


def _asked(refund: Refund) -> Refunded | None:
    """The channel's word, or none where it is silent. A plain refusal is a failed refund."""
    channel_ref = str(payments.get(refund.attempt_id).channel_ref)
    try:
        if refund.channel_refund_ref:
            return stripe_channel.query_refund(refund.channel_refund_ref)
        return stripe_channel.refund(refund.id, channel_ref, refund.amount_minor, clock.now() - refund.created_at)
    except ChannelRefused:
        return Refunded("failed", refund.channel_refund_ref or "")
    except ChannelSilent:
        return None
