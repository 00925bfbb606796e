"""Asks a channel that has been silent, so that a lost webhook costs minutes and not a payment."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.orders import orders
from argosy.orders.status import OrderStatus
from argosy.payments import attempts, settling
from argosy.payments.channel import channel
from argosy.payments.errors import ChannelRefused, ChannelSilent
from events.payments import PaymentQueryDue


@listens(PaymentQueryDue)
def handler(event: PaymentQueryDue, receipt: Receipt) -> None:
    attempt = attempts.get(event.attempt_id)
    if not attempt.status.is_open:
        return
    wanted = orders.get(attempt.order_id).status is OrderStatus.PENDING_PAYMENT
    try:
        asked = channel(attempt.channel)
        told = asked.query(attempt) if wanted else asked.close(attempt)
    except (ChannelRefused, ChannelSilent):
        told = None
    if told is None or told.outcome == "waiting":
        attempts.ask_again(attempt, event.asked, clock.now(), receipt)
    else:
        settling.settle(attempt.id, told)
