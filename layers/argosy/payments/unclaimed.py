"""Money that belongs to no order: it waits in suspense under its attempt's name, to go back or to be looked at."""

from argosy.kernel import clock, metric
from argosy.kernel.log import logger
from argosy.kernel.write import Write
from argosy.ledger import ledger
from argosy.orders import orders
from argosy.orders.purchase import Purchase
from argosy.payments import attempts, journals
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import Told
from argosy.payments.matrix import why_unclaimed
from events.payments import UnclaimedMoneyReceived


def give_back(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    """Nobody wants it any more: refunds send it back."""
    _to_suspense(attempt, purchase, told, status=AttemptStatus.SUCCEEDED_LATE, goes_back=True)


def hold(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    """It is not what was asked: a person looks."""
    _to_suspense(attempt, purchase, told, status=AttemptStatus.MISMATCHED, goes_back=False)
    metric.count("MoneyOnHold")


def _to_suspense(attempt: Attempt, purchase: Purchase, told: Told, *, status: AttemptStatus, goes_back: bool) -> None:
    order, why = purchase.head, why_unclaimed(purchase.head, attempt, told)
    unclaimed = UnclaimedMoneyReceived(
        attempt_id=attempt.id, order_id=order.id, why=why, amount=told.money, goes_back=goes_back
    )
    took = attempt.took(status, told.money, told.channel_ref)
    write = Write().add(attempts.saved(took), *attempts.let_go(attempt))
    write.add(*ledger.post(journals.unclaimed(attempt, told, why, clock.now())))
    if attempt.id in order.open_attempt_ids:
        write.add(*orders.saved(order.attempt_ended(attempt.id)))
    write.tell(unclaimed, beside=orders.key(order.id)).commit()
    logger().warning("unclaimed money", attempt_id=attempt.id, why=why)
