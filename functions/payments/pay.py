"""Buyers pay an order through a channel."""

from dataclasses import replace
from typing import Annotated, Any, Literal

from pydantic import Field

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Body, Id, Identifier
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Address, Api, Created
from argosy.kernel.money import Amount
from argosy.kernel.once import Once
from argosy.orders.permissions import ORDER_OWN, ORDER_PAY, ORDER_READ_ANY
from argosy.payments import attempts, routes, settling
from argosy.payments.attempt import Attempt, AttemptStatus, Payer
from argosy.payments.beginning import begin
from argosy.payments.channel import NEVER_TAKEN, channel
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.payments.routing import Wish
from argosy.payments.tender import WALLET
from argosy.payments.views import AttemptView, BegunView

app = Api(tag="payments")


class Tender(Body):
    """A part of the price that does not come by the channel."""

    type: Literal["wallet"]
    amount: Amount


class Payment(Body):
    """The channel `wallet` gives all of it; beside another channel the wallet gives the part that `tenders` names.

    Without a channel the platform chooses one that takes the order's currency and the method, if one is named.
    """

    channel: Literal["stripe", "alipay", "wechat", "wallet"] | None = None
    method: Annotated[str, Identifier(1, 40)] | None = None
    payer: Annotated[str, Identifier(1, 128)] | None = None
    """The buyer's account at the channel, for a method that asks for it."""
    tenders: list[Tender] = Field(default=[], max_length=1)


@app.post("/v1/orders/{order_id}/payments", may=ORDER_PAY, once=True)
def pay(
    order_id: Annotated[str, Id("ord")], wish: Payment, caller: Caller, once: Once, address: Address
) -> Created[BegunView]:
    """Begin to pay: the answer holds what the channel's own client needs. Repeated, it is the same attempt."""
    attempt_id = ids.derived("pay", caller.id, order_id, once.key)
    if wish.channel == WALLET:
        return settling.pay_from_wallet(
            attempt_id, order_id, buyer_id=caller.id, at=clock.now(), once=once, answer=_begun
        )
    attempt = begin(
        attempt_id, order_id, Wish(wish.channel, wish.method), buyer_id=caller.id,
        wallet_minor=sum(tender.amount for tender in wish.tenders), once=once, at=clock.now(),
    )  # fmt: skip
    try:
        submitted = channel(attempt.channel).create(replace(attempt, payer=Payer(wish.payer, address)))
    except ChannelRefused:
        settling.settle(attempt.id, NEVER_TAKEN)
        raise
    except ChannelSilent:
        routes.note_silence(attempt.channel, order_id, clock.now())
        raise
    if attempt.status is AttemptStatus.CREATED:
        attempt = attempt.submitted(submitted.channel_ref)
    reply = _begun(attempt, submitted.client_payload)
    attempts.submitted(attempt, once, reply)
    return reply


def _begun(attempt: Attempt, client_payload: dict[str, Any] | None = None) -> Created[BegunView]:
    begun = BegunView.of_attempt(attempt, client_payload=client_payload or {})
    return Created(begun, f"/v1/payments/{attempt.id}")


@app.get("/v1/payments/{attempt_id}", may=ORDER_OWN)
def show(
    attempt_id: Annotated[str, Id("pay")], caller: Caller, sees_any: Annotated[bool, May(ORDER_READ_ANY)]
) -> AttemptView:
    """How an attempt stands, for the buyer who began it and for those whose role sees any order."""
    attempt = attempts.get(attempt_id)
    if attempt.buyer_id != caller.id and not sees_any:
        raise NotFound
    return AttemptView.of_attempt(attempt)


handler = app.handler
