"""Buyers pay an order through a channel."""

from typing import Annotated, Any, Literal, Self

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Instant, Text, View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Created
from argosy.kernel.money import Money
from argosy.kernel.once import Once
from argosy.payments import payments
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import NEVER_TAKEN, channel
from argosy.payments.errors import ChannelRefused

app = Api(tag="payments")


METHOD = {"stripe": "card", "alipay": "page"}
"""How each channel is paid where the buyer's client does not say."""


class Payment(Body):
    channel: Literal["stripe", "alipay"]
    method: Annotated[str, Text(1, 40)] | None = None


class AttemptView(View):
    id: str
    order_id: str
    channel: str
    method: str
    status: AttemptStatus
    amount: Money
    expires_at: Instant
    created_at: Instant
    version: int

    @classmethod
    def of_attempt(cls, attempt: Attempt, **more: Any) -> Self:
        amount = Money(amount=attempt.amount_minor, currency=attempt.currency)
        return cls.model_validate({**vars(attempt), "amount": amount, "expires_at": attempt.expires_at_moment, **more})


class BegunView(AttemptView):
    """An attempt with what the channel's own client needs to go on; only who begins it gets that."""

    client_payload: dict[str, Any]


@app.post("/v1/orders/{order_id}/payments", may="order:pay", once=True)
def pay(order_id: Annotated[str, Id("ord")], wish: Payment, caller: Caller, once: Once) -> Created[BegunView]:
    """Begin to pay: the answer holds what the channel's own client needs. Repeated, it is the same attempt."""
    attempt_id = ids.derived("pay", caller.id, order_id, once.key)
    attempt = payments.begin(
        attempt_id,
        order_id,
        buyer_id=caller.id,
        channel=wish.channel,
        method=wish.method or METHOD[wish.channel],
        once=once,
        at=clock.now(),
    )
    try:
        submitted = channel(attempt.channel).create(attempt)
    except ChannelRefused:
        payments.settle(attempt.id, NEVER_TAKEN)
        raise
    if attempt.status is AttemptStatus.CREATED:
        attempt = attempt.submitted(submitted.channel_ref)
    begun = BegunView.of_attempt(attempt, client_payload=submitted.client_payload)
    reply = Created(begun, f"/v1/payments/{attempt.id}")
    payments.submitted(attempt, once, reply)
    return reply


@app.get("/v1/payments/{attempt_id}", may="order:own")
def show(attempt_id: Annotated[str, Id("pay")], caller: Caller) -> AttemptView:
    """How an attempt stands, for the buyer who began it."""
    attempt = payments.get(attempt_id)
    if attempt.buyer_id != caller.id:
        raise NotFound
    return AttemptView.of_attempt(attempt)


handler = app.handler
