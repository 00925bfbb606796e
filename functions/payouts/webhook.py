"""Banks tell what has become of payouts: checked, kept, answered; worked off from the queue."""

from typing import Annotated

from argosy.kernel import clock
from argosy.kernel.body import Identifier
from argosy.kernel.errors import NotFound
from argosy.kernel.http import EVERYONE, Api, Raw
from argosy.kernel.request import Request
from argosy.payouts import inbox
from argosy.payouts.bank import BANKS, bank

app = Api(tag="webhooks")


@app.post("/v1/webhooks/payout/{channel}", may=EVERYONE)
def told(channel: Annotated[str, Identifier(1, 40)], request: Request) -> Raw:
    """A bank's notification. Its own bytes are what the signature covers; 200 means that it will not be lost."""
    if channel not in BANKS:
        raise NotFound
    word = bank(channel).verified(request.raw, request.headers.get("x-signature", ""), clock.now())
    inbox.receive(word, clock.now())
    return Raw('{"received": true}')


handler = app.handler
