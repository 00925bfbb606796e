"""What a channel says when it is asked about a payment or a refund, in one word; `nothing` where it is silent."""

from argosy.payments.attempt import Attempt
from argosy.payments.channel import RefundWish, channel
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.refunds import settling
from argosy.refunds.refund import Refund, RefundStatus

UNDER_WAY = ("waiting", "nothing")
ALLOWED = (RefundStatus.PROCESSING, RefundStatus.SUCCEEDED)
"""A question about a refund may ask for it again, so one that has failed, or was sent otherwise, is left alone."""


def payment(attempt: Attempt) -> str:
    try:
        return channel(attempt.channel).query(attempt).outcome
    except (ChannelRefused, ChannelSilent):
        return "nothing"


def refund(refund: Refund, attempt: Attempt) -> str:
    """What it says is booked."""
    wish = RefundWish(
        refund.id, attempt, refund.channel_minor, refund.created_at, refund.failures, refund.channel_refund_ref
    )
    try:
        told = channel(attempt.channel).query_refund(wish)
    except (ChannelRefused, ChannelSilent):
        return "nothing"
    settling.settle(refund.id, told)
    return told.outcome
