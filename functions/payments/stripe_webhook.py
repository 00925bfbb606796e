"""Stripe tells what happened: checked, kept, answered; worked off from the queue."""

from argosy.kernel import clock
from argosy.kernel.http import EVERYONE, Api, Raw
from argosy.kernel.request import Request
from argosy.payments import inbox
from argosy.payments.channels import stripe_webhook

app = Api(tag="webhooks")


@app.post("/v1/webhooks/stripe", may=EVERYONE)
def receive(request: Request) -> Raw:
    """A Stripe event. Its own bytes are what the signature covers; 200 means that it will not be lost."""
    word = stripe_webhook.verified(request.raw, request.headers.get("stripe-signature", ""), clock.now())
    inbox.receive(word, clock.now())
    return Raw('{"received": true}')


handler = app.handler
