"""Brings a refund that waited to its end when its channel has told how it went."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import inbox
from argosy.refunds import refunds
from events.payments import WebhookReceived


@listens(WebhookReceived)
def handler(event: WebhookReceived, receipt: Receipt) -> None:
    word = inbox.read(event.channel, event.event_id)
    if word.refund_id and word.refunded:
        refunds.settle(word.refund_id, word.refunded)
