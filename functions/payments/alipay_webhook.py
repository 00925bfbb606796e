"""Alipay tells what happened: checked, kept, answered; worked off from the queue."""

from argosy.kernel import clock
from argosy.kernel.http import EVERYONE, Api, Raw
from argosy.kernel.request import Request
from argosy.payments import inbox
from argosy.payments.channels import alipay_webhook
from argosy.payments.errors import InvalidSignature, TimestampOutOfRange

app = Api(tag="webhooks")


class Word(Raw):
    """`success`, or `fail` where the signature or the time does not hold."""

    content_type = "text/plain"
    statuses = (200, 400)


@app.post("/v1/webhooks/alipay", may=EVERYONE)
def receive(request: Request) -> Word:
    """An Alipay notification, as a form. `success` and nothing else ends its repetition, and means that it will not be lost."""
    try:
        word = alipay_webhook.verified(request.raw, clock.now())
    except (InvalidSignature, TimestampOutOfRange) as no:
        return Word("fail", status=400, outcome=no.code)
    inbox.receive(word, clock.now())
    return Word("success")


handler = app.handler
