"""What payments tell."""

from typing import Literal

from pydantic import BaseModel

from argosy.kernel.money import Money
from argosy.kernel.outbox import Event

Outcome = Literal["succeeded", "failed", "closed"]


class ChannelRoute(BaseModel, frozen=True):
    """How much of the payments that may go anywhere goes by this channel, and whether it takes any."""

    channel: str
    weight: int = 100
    is_open: bool = True
    reason: str | None = None


class ChannelRoutesChanged(Event, name="payment.channel_routes_changed", version=1):
    """Somebody weighed channels, or closed or opened one; the event's actor did."""

    before: tuple[ChannelRoute, ...]
    after: tuple[ChannelRoute, ...]
    unhealthy_after: int
    routes_version: int


class WebhookReceived(Event, name="payment.webhook_received", version=1):
    """A channel told something, signed by it; its own words are kept under this id."""

    channel: str
    event_id: str


class PaymentQueryDue(Event, name="payment.query_due", version=1):
    """A channel has been silent about an attempt for a while, so it is asked. Told by a timer."""

    attempt_id: str
    asked: int


class PaymentSettled(Event, name="payment.settled", version=1):
    """An attempt has come to an end at its channel."""

    attempt_id: str
    order_id: str
    outcome: Outcome


class UnclaimedMoneyReceived(Event, name="payment.unclaimed_money_received", version=1):
    """Money came for an order that no longer takes it: late, doubled, or of another amount than asked. It waits in suspense.

    `late` and `duplicate` go back by themselves; `mismatch` for an order that is still open waits for a person.
    """

    attempt_id: str
    order_id: str
    why: Literal["late", "duplicate", "mismatch"]
    amount: Money
    goes_back: bool


class UnclaimedMoneySentBack(Event, name="payment.unclaimed_money_sent_back", version=1):
    """A person sends back money that waited in suspense; the event's actor does."""

    attempt_id: str
    order_id: str
    why: Literal["mismatch"]
    amount: Money
    reason: str


class UnmatchedExplained(Event, name="payment.unmatched_explained", version=1):
    """A person has found out what a word was that fitted nothing."""

    unmatched_id: str
    why: str
    note: str


class AttemptForceClosed(Event, name="payment.attempt_force_closed", version=1):
    """Somebody of the staff had an attempt closed at its channel; `status` is what became of it."""

    attempt_id: str
    order_id: str
    reason: str
    status: str
