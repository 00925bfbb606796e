"""The port to a payment channel: what all of them can do, and the words in which they speak with us.

A channel is a module of `argosy.payments.channels` that has these functions; it is loaded by its name, so that a function pays
only for the SDKs that it calls.
"""

import importlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, Protocol, cast

from argosy.kernel.money import Money
from argosy.payments.attempt import Attempt
from argosy.payments.dispute_words import Disputed
from argosy.payments.split_words import SplitAnswer, SplitWish

Outcome = Literal["succeeded", "failed", "closed", "waiting"]
RefundOutcome = Literal["succeeded", "failed", "waiting"]


@dataclass(frozen=True)
class Told:
    """What a channel says of an attempt, whoever brought the word: its webhook, its answer to a question, its bill."""

    outcome: Outcome
    channel_ref: str
    amount_minor: int = 0
    currency: str = ""
    failure: str | None = None

    @property
    def money(self) -> Money:
        return Money(amount=self.amount_minor, currency=self.currency)


NEVER_TAKEN = Told(outcome="failed", channel_ref="", failure="refused")
"""Said of an attempt that the channel has never had."""


@dataclass(frozen=True)
class Submitted:
    """What a channel answered to a new attempt: its number for it, if it has one yet, and what the buyer's client needs."""

    channel_ref: str | None
    client_payload: dict[str, Any]


@dataclass(frozen=True)
class RefundWish:
    """Money that is to go back. `refund_id` is the number at every try; `channel_refund_ref` the channel's own, once known."""

    refund_id: str
    attempt: Attempt
    amount_minor: int
    wished_at: datetime
    failures: int = 0
    """How often the channel has refused it for good: another try of the same number, no repetition of the last."""
    channel_refund_ref: str | None = None


@dataclass(frozen=True)
class Refunded:
    """What a channel says of a refund, and its own number for it."""

    outcome: RefundOutcome
    channel_refund_ref: str


@dataclass(frozen=True)
class BillLine:
    """One movement in a channel's own books. `number` is ours (an attempt's or a refund's id) as the channel wrote it down.

    A dispute has the channel's number alone; what it takes is below zero, and what it gives again above.
    """

    kind: Literal["payment", "refund", "dispute"]
    number: str
    channel_ref: str
    amount_minor: int
    fee_minor: int
    currency: str
    at: datetime


@dataclass(frozen=True)
class Word:
    """What a channel told by a webhook, verified, in our words; `body` keeps its own."""

    channel: str
    event_id: str
    event_type: str
    body: str
    is_ours: bool = True
    """Whether it is of the world in which we are: a test event in production is kept and does nothing."""
    attempt_id: str | None = None
    told: Told | None = None
    refund_id: str | None = None
    refunded: Refunded | None = None
    disputed: Disputed | None = None


class Splitter(Protocol):
    """What passes a party's share on to it. Raises as a channel does."""

    def split(self, wish: SplitWish) -> SplitAnswer:
        """Pass it on; asked again it is the same share."""

    def query_split(self, wish: SplitWish) -> SplitAnswer:
        """What became of it. One that the channel never had is asked for again, under its number."""


class Channel(Splitter, Protocol):
    """All raise ChannelRefused for a plain no, and ChannelSilent where it cannot be known whether the channel acted."""

    def create(self, attempt: Attempt) -> Submitted:
        """Let the buyer pay; asked again it is the same attempt, known at the channel by its id."""

    def query(self, attempt: Attempt) -> Told:
        """What the channel knows of the attempt now."""

    def close(self, attempt: Attempt) -> Told:
        """Take the chance to pay away. Where the buyer was faster, that is what comes back."""

    def refund(self, wish: RefundWish) -> Refunded:
        """Send money back by the way it came; asked again it is the same refund."""

    def query_refund(self, wish: RefundWish) -> Refunded:
        """What the channel knows of the refund now."""

    def bill(self, day: date) -> tuple[BillLine, ...]:
        """Everything that moved at the channel on this day of its own calendar. Raises ChannelSilent until it is published."""


def pause(asked: int) -> timedelta:
    """How long a silent channel is left in peace before the `asked`th question: 1, 2, 4 minutes, an hour at most."""
    return timedelta(minutes=min(2 ** (asked - 1), 60))


def splitter(name: str) -> Splitter:
    """What passes on what came by the channel of this name, or, as `internal`, from the buyer's wallet."""
    return cast("Splitter", importlib.import_module(f"argosy.payments.channels.{name}"))


def channel(name: str) -> Channel:
    """The channel of this name (a name that an attempt carries, never a client's text)."""
    return cast("Channel", importlib.import_module(f"argosy.payments.channels.{name}"))
