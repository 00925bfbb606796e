"""Closes open attempts at their channels, for an order that is closing or that another attempt has paid."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.orders import orders
from argosy.payments import attempts, settling
from argosy.payments.channel import channel
from argosy.payments.errors import ChannelRefused, ChannelSilent
from events.orders import OrderClosing, OrderPaid


@listens(OrderClosing, OrderPaid)
def handler(event: OrderClosing | OrderPaid, receipt: Receipt) -> None:
    for attempt_id in orders.get(event.order_id).open_attempt_ids:
        attempt = attempts.get(attempt_id)
        try:
            told = channel(attempt.channel).close(attempt)
        except (ChannelRefused, ChannelSilent):
            told = None
        if told is None or told.outcome == "waiting":
            attempts.ask_again(attempt, 0, clock.now(), receipt)
        else:
            settling.settle(attempt.id, told)
