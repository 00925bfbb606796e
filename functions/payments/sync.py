"""Buyers, and the staff, have a channel asked now how an attempt stands."""

from typing import Annotated

from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Id
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api
from argosy.orders.permissions import ORDER_PAY
from argosy.payments import attempts, settling
from argosy.payments.channel import channel
from argosy.payments.permissions import PAYMENT_REVIEW
from argosy.payments.views import AttemptView

app = Api(tag="payments")


@app.post("/v1/payments/{attempt_id}/sync", may=ORDER_PAY)
def sync(
    attempt_id: Annotated[str, Id("pay")], caller: Caller, syncs_any: Annotated[bool, May(PAYMENT_REVIEW)]
) -> AttemptView:
    """What the channel says now is done as if it had told it by itself. What has its money already is not asked about."""
    attempt = attempts.get(attempt_id)
    if attempt.buyer_id != caller.id and not syncs_any:
        raise NotFound
    if not attempt.status.has_money:
        settling.settle(attempt.id, channel(attempt.channel).query(attempt))
        attempt = attempts.get(attempt_id)
    return AttemptView.of_attempt(attempt)


handler = app.handler
