"""Starts money that came too late, or twice, on its way back by itself, and what was not as asked when a person says so."""

from argosy.kernel import clock, ids
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import attempts
from argosy.refunds import refunds
from argosy.refunds.refund import Refund, RefundSource
from events.payments import UnclaimedMoneyReceived, UnclaimedMoneySentBack


@listens(UnclaimedMoneyReceived, UnclaimedMoneySentBack)
def handler(event: UnclaimedMoneyReceived | UnclaimedMoneySentBack, receipt: Receipt) -> None:
    if isinstance(event, UnclaimedMoneyReceived) and not event.goes_back:
        return
    attempt = attempts.get(event.attempt_id)
    refund = Refund(
        id=ids.derived("rfd", "unclaimed", attempt.id),
        order_id=event.order_id,
        purchase_id=event.order_id,
        buyer_id=attempt.buyer_id,
        attempt_id=attempt.id,
        source=RefundSource.UNCLAIMED,
        unclaimed_as=event.why,
        amount_minor=event.amount.amount,
        currency=event.amount.currency,
        reason=event.why,
        created_at=clock.now(),
    )
    refunds.give_back(refund, receipt)
