"""Brings a refund that waited to its end when its channel has told how it went."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import inbox
from argosy.payments.stripe_channel import refunded_of
from argosy.refunds import refunds
from events.payments import WebhookReceived


@listens(WebhookReceived)
def handler(event: WebhookReceived, receipt: Receipt) -> None:
    word = inbox.read(event.channel, event.event_id)
    if word.refund_id is not None:
        refunds.settle(word.refund_id, refunded_of(word.object))
