"""Works off what a channel told of a payment: the attempt, its order, stock and ledger move together."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payments import inbox, settling
from events.payments import WebhookReceived


@listens(WebhookReceived)
def handler(event: WebhookReceived, receipt: Receipt) -> None:
    word = inbox.read(event.channel, event.event_id)
    if word.attempt_id and word.told:
        settling.settle(word.attempt_id, word.told)
