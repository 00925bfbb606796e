"""Money that belongs to no order: it waits in suspense under its attempt's name, to go back or to be looked at."""

from collections.abc import Callable
from typing import TypeVar

from argosy.kernel import clock, metric
from argosy.kernel.errors import InvalidState
from argosy.kernel.log import logger
from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Part, Write, retrying
from argosy.ledger import ledger
from argosy.orders import orders, paying
from argosy.orders.purchase import Purchase
from argosy.payments import attempts, journals, unmatched_queue
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import Told
from argosy.payments.matrix import why_unclaimed
from argosy.payments.unmatched import Unmatched, Why
from events.payments import PaymentSettled, UnclaimedMoneyReceived, UnclaimedMoneySentBack

A = TypeVar("A", bound=Answer)


def give_back(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    """Nobody wants it any more: refunds send it back."""
    _to_suspense(attempt, purchase, told, status=AttemptStatus.SUCCEEDED_LATE, goes_back=True)


def hold(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    """It is not what was asked: a person looks."""
    entry = _entry(Why.MISMATCH, attempt, told)
    _to_suspense(
        attempt, purchase, told, unmatched_queue.noted(entry), status=AttemptStatus.MISMATCHED, goes_back=False
    )
    metric.count("payments", "MoneyOnHold")


def question(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    """It contradicts what is booked: nothing moves, and a person looks."""
    unmatched_queue.note(_entry(Why.CONTRADICTION, attempt, told))
    metric.count("payments", "MoneyOnHold")


def send_back(attempt_id: str, reason: str, *, by: str, once: Once, answer: Callable[[Attempt], A]) -> A:
    """A person sends back what was not what was asked; an order that was closing is closed. Raises NotFound, InvalidState."""

    def returning() -> A:
        attempt = attempts.get(attempt_id)
        if attempt.status is not AttemptStatus.MISMATCHED or attempt.received is None:
            raise InvalidState(status=attempt.status)
        entry = unmatched_queue.of_attempt(attempt).returned(by=by, note=reason, at=clock.now())
        leaving = attempt.ended(AttemptStatus.SUCCEEDED_LATE)
        reply = answer(leaving)
        about = {"attempt_id": attempt.id, "order_id": attempt.order_id}
        told = UnclaimedMoneySentBack(**about, why="mismatch", amount=attempt.received, reason=reason)
        write = Write(once).add(attempts.saved(leaving), unmatched_queue.saved(entry))
        write.tell(told, PaymentSettled(**about, outcome="closed"), beside=orders.key(attempt.order_id)).commit(reply)
        return reply

    return retrying(returning)


def _entry(why: Why, attempt: Attempt, told: Told) -> Unmatched:
    return Unmatched.of(why, attempt.channel, attempt.id, told, order_id=attempt.order_id, at=clock.now())


def _to_suspense(
    attempt: Attempt, purchase: Purchase, told: Told, *noted: Part, status: AttemptStatus, goes_back: bool
) -> None:
    order, why = purchase.head, why_unclaimed(purchase.head, attempt, told)
    unclaimed = UnclaimedMoneyReceived(
        attempt_id=attempt.id, order_id=order.id, why=why, amount=told.money, goes_back=goes_back
    )
    took = attempt.took(status, told.money, told.channel_ref)
    write = Write().add(attempts.saved(took), *attempts.let_go(attempt), *noted)
    write.add(*ledger.post(journals.unclaimed(attempt, told, why, clock.now())))
    if attempt.id in order.open_attempt_ids:
        write.add(*orders.saved(paying.attempt_ended(order, attempt.id)))
    write.tell(unclaimed, beside=orders.key(order.id)).commit()
    logger().warning("unclaimed money", attempt_id=attempt.id, why=why)
