"""What a channel's word does to an order: payment event x order state (trade.md §3.4), as one table.

Events come late, twice and in any order, so the word is held against what is so now, never against what was expected.
"""

from enum import StrEnum

from argosy.orders.order import Order
from argosy.orders.status import OrderStatus
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import Told


class Effect(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    PAY = "pay"
    """The order is paid."""
    END = "end"
    """The attempt is over without money."""
    GIVE_BACK = "give_back"
    """Money that nobody wants any more: booked to suspense, and sent back."""
    HOLD = "hold"
    """Money that is not what was asked: booked to suspense, and looked at by a person."""


AS_ASKED = dict.fromkeys(OrderStatus, Effect.GIVE_BACK) | {  # it is over, or another attempt has paid it
    OrderStatus.PENDING_PAYMENT: Effect.PAY,
    OrderStatus.CLOSING: Effect.PAY,  # the cancellation lost the race
}
OTHER_AMOUNT = AS_ASKED | {OrderStatus.PENDING_PAYMENT: Effect.HOLD, OrderStatus.CLOSING: Effect.HOLD}


def effect(order: Order, attempt: Attempt, told: Told) -> Effect:
    """The cell of the table."""
    if attempt.status.has_money or told.outcome == "waiting":
        return Effect.NOTHING  # its money is booked already, and an older word changes nothing
    if told.outcome == "succeeded":
        as_asked = (told.amount_minor, told.currency) == (attempt.amount_minor, attempt.currency)
        return (AS_ASKED if as_asked else OTHER_AMOUNT)[order.status]
    return Effect.END if attempt.status.is_open else Effect.NOTHING


def why_unclaimed(order: Order, attempt: Attempt, told: Told) -> str:
    """`mismatch`, `duplicate` or `late`: under this word the money waits in suspense."""
    if (told.amount_minor, told.currency) != (attempt.amount_minor, attempt.currency):
        return "mismatch"
    return "late" if order.status is OrderStatus.CLOSED else "duplicate"


def ended_as(told: Told) -> AttemptStatus:
    return AttemptStatus.FAILED if told.outcome == "failed" else AttemptStatus.CLOSED
