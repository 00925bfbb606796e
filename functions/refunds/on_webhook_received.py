"""Brings a refund to its end when its channel has told how it went, or that the money came back."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import inbox
from argosy.refunds import settling
from events.payments import WebhookReceived


@listens(WebhookReceived)
def handler(event: WebhookReceived, receipt: Receipt) -> None:
    word = inbox.read(event.channel, event.event_id)
    if word.refund_id and word.refunded:
        settling.settle(word.refund_id, word.refunded, receipt)
