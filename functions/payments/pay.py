"""Buyers pay an order through a channel."""

from datetime import datetime
from typing import Annotated, Any, Literal

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Text, View
from argosy.kernel.http import Api, Created
from argosy.kernel.money import Money
from argosy.kernel.once import Once
from argosy.orders import orders
from argosy.payments import payments, stripe_channel
from argosy.payments.attempt import Attempt, AttemptStatus

app = Api(tag="payments")


class Payment(Body):
    channel: Literal["stripe"]
    method: Annotated[str, Text(1, 40)] = "card"


class AttemptView(View):
    id: str
    order_id: str
    channel: str
    method: str
    status: AttemptStatus
    amount: Money
    client_payload: dict[str, Any]
    expires_at: datetime
    created_at: datetime
    version: int


@app.post("/v1/orders/{order_id}/payments", may="order:pay", once=True)
def pay(order_id: Annotated[str, Id("ord")], wish: Payment, caller: Caller, once: Once) -> Created[AttemptView]:
    """Begin to pay: the answer holds what the channel's own client needs. Repeated, it is the same attempt."""
    now = clock.now()
    order = orders.of_buyer(order_id, caller.id)
    wanted = Attempt(
        id=ids.derived("pay", caller.id, order_id, once.key),
        order_id=order.id,
        buyer_id=caller.id,
        channel=wish.channel,
        method=wish.method,
        amount_minor=order.payable_minor,
        currency=order.currency,
        expires_at_moment=order.pay_deadline,
        created_at=now,
    )
    attempt = payments.begin(wanted, once, now)
    submitted = stripe_channel.submit(attempt)
    if attempt.status is AttemptStatus.CREATED:
        attempt = attempt.submitted(submitted.channel_ref)
    reply = Created(_view(attempt, submitted.client_payload), f"/v1/orders/{order_id}/payments/{attempt.id}")
    payments.submitted(attempt, once, reply)
    return reply


def _view(attempt: Attempt, client_payload: dict[str, Any]) -> AttemptView:
    return AttemptView(
        id=attempt.id, order_id=attempt.order_id, channel=attempt.channel, method=attempt.method, status=attempt.status,
        amount=Money(amount=attempt.amount_minor, currency=attempt.currency), client_payload=client_payload,
        expires_at=attempt.expires_at_moment, created_at=attempt.created_at, version=attempt.version,
    )  # fmt: skip


handler = app.handler
