"""Brings a refund that waited to its end when its channel has told how it went."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import inbox
from argosy.payments.attempt import Refunded
from argosy.refunds import refunds
from events.payments import WebhookReceived

OUTCOMES = {"succeeded": "succeeded", "failed": "failed", "canceled": "failed"}


@listens(WebhookReceived)
def handler(event: WebhookReceived, receipt: Receipt) -> None:
    word = inbox.read(event.channel, event.event_id)
    if word.refund_id is None:
        return
    told = Refunded(OUTCOMES.get(str(word.object["status"]), "waiting"), str(word.object["id"]))
    refunds.settle(word.refund_id, told)
