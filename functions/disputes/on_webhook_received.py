"""Brings a dispute on its way when its channel has told of it: shares, orders, payouts and ledger move together."""

from argosy.disputes import settling
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import inbox
from events.payments import WebhookReceived


@listens(WebhookReceived)
def handler(event: WebhookReceived, receipt: Receipt) -> None:
    word = inbox.read(event.channel, event.event_id)
    if word.attempt_id and word.disputed:
        settling.settle(word.attempt_id, word.disputed)
