"""What a channel's word does to an order: payment event x order state (trade.md §3.4), as one table.

Events come late, twice and in any order, so the word is held against what is so now, never against what was expected.
"""

from enum import StrEnum

from argosy.orders.late_payment import LatePayment
from argosy.orders.order import Order
from argosy.orders.revival import LEFT_UNPAID
from argosy.orders.status import OrderStatus
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import Told


class Effect(StrEnum):
    """What is to be done."""

    NOTHING = "nothing"
    PAY = "pay"
    """The order is paid."""
    REVIVE = "revive"
    """Paid after all where its stock is still there and its policy wants so; given back where not."""
    END = "end"
    """The attempt is over without money; the order stays what it is."""
    GIVE_BACK = "give_back"
    """Money that nobody wants any more: booked to suspense, and sent back."""
    HOLD = "hold"
    """Money that is not what was asked: booked to suspense, and looked at by a person."""
    QUESTION = "question"
    """A word that contradicts what is booked: nothing moves, and a person looks."""


class Said(StrEnum):
    """The rows: what the channel says of the attempt."""

    PAID_AS_ASKED = "paid_as_asked"
    PAID_OTHERWISE = "paid_otherwise"
    """Another amount or currency than asked; or, once it is booked, than is booked."""
    NOT_PAID = "not_paid"
    """It failed, or was closed."""


class Standing(StrEnum):
    """The columns: how the order stands towards this attempt."""

    AWAITED = "awaited"
    CLOSING = "closing"
    LEFT_UNPAID = "left_unpaid"
    """Closed by its deadline or by its buyer."""
    BOOKED = "booked"
    """This attempt's money is booked already: it has paid the order, or waits, or went back."""
    REPRICED = "repriced"
    """Its seller has lowered the price since this attempt began, and the attempt was closed for that."""
    PAID_BY_ANOTHER = "paid_by_another"
    OVER = "over"
    """Closed otherwise: all of it was refunded."""


UNPAID = {OrderStatus.PENDING_PAYMENT: Standing.AWAITED, OrderStatus.CLOSING: Standing.CLOSING}
TABLE: dict[Said, dict[Standing, Effect]] = {
    Said.PAID_AS_ASKED: {
        Standing.AWAITED: Effect.PAY,
        Standing.CLOSING: Effect.PAY,  # the cancellation lost the race
        Standing.LEFT_UNPAID: Effect.REVIVE,
        Standing.BOOKED: Effect.NOTHING,
        Standing.REPRICED: Effect.GIVE_BACK,
        Standing.PAID_BY_ANOTHER: Effect.GIVE_BACK,
        Standing.OVER: Effect.GIVE_BACK,
    },
    Said.PAID_OTHERWISE: {
        Standing.AWAITED: Effect.HOLD,
        Standing.CLOSING: Effect.HOLD,
        Standing.LEFT_UNPAID: Effect.GIVE_BACK,
        Standing.BOOKED: Effect.QUESTION,
        Standing.REPRICED: Effect.GIVE_BACK,
        Standing.PAID_BY_ANOTHER: Effect.GIVE_BACK,
        Standing.OVER: Effect.GIVE_BACK,
    },
    Said.NOT_PAID: dict.fromkeys(Standing, Effect.END) | {Standing.BOOKED: Effect.NOTHING},  # an older word
}


def effect(order: Order, attempt: Attempt, told: Told) -> Effect:
    """The cell of the table."""
    if told.outcome == "waiting":
        return Effect.NOTHING
    found = TABLE[said(attempt, told)][standing(order, attempt)]
    if found is Effect.REVIVE and order.late_payment is LatePayment.REFUND:
        return Effect.GIVE_BACK
    if found is Effect.END and not attempt.status.is_open:
        return Effect.NOTHING
    return found


def said(attempt: Attempt, told: Told) -> Said:
    if told.outcome != "succeeded":
        return Said.NOT_PAID
    known = attempt.received or attempt.asked
    same = (told.amount_minor, told.currency) == (known.amount, known.currency)
    return Said.PAID_AS_ASKED if same else Said.PAID_OTHERWISE


def standing(order: Order, attempt: Attempt) -> Standing:
    if attempt.status.has_money:
        return Standing.BOOKED
    found = UNPAID.get(order.status, Standing.PAID_BY_ANOTHER)
    if order.status is OrderStatus.CLOSED:
        found = Standing.LEFT_UNPAID if order.close_reason in LEFT_UNPAID else Standing.OVER
    is_unpaid = found is Standing.LEFT_UNPAID or order.status in UNPAID
    return Standing.REPRICED if is_unpaid and attempt.price_minor != order.payable_minor else found


def why_unclaimed(order: Order, attempt: Attempt, told: Told) -> str:
    """`mismatch`, `duplicate` or `late`: under this word the money waits in suspense."""
    if said(attempt, told) is Said.PAID_OTHERWISE:
        return "mismatch"
    return "duplicate" if standing(order, attempt) is Standing.PAID_BY_ANOTHER else "late"


def ended_as(told: Told) -> AttemptStatus:
    return AttemptStatus.FAILED if told.outcome == "failed" else AttemptStatus.CLOSED
