"""The port to a payment channel: what all of them can do, and the words in which they speak with us.

A channel is a module of `argosy.payments.channels` that has these functions; it is loaded by its name, so that a function pays
only for the SDKs that it calls.
"""

import importlib
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Protocol, cast

from argosy.kernel.money import Money
from argosy.payments.attempt import Attempt

Outcome = Literal["succeeded", "failed", "closed", "waiting"]
RefundOutcome = Literal["succeeded", "failed", "waiting"]
SplitOutcome = Literal["succeeded", "failed", "waiting"]
DisputeOutcome = Literal["inquiry", "needs_response", "under_review", "won", "lost"]


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
class SplitWish:
    """A party's share that is to be passed on to its account at the channel. `split_id` is the number at every try."""

    split_id: str
    attempt: Attempt
    account: str
    is_person: bool
    """Whether the account is a person's there, and not a merchant's."""
    amount_minor: int
    failures: int = 0
    """How often the channel has refused it for good: another try of the same number, no repetition of the last."""


@dataclass(frozen=True)
class Passed:
    """What a channel says of a share that it was to pass on, and its own number for that."""

    outcome: SplitOutcome
    channel_split_ref: str


@dataclass(frozen=True)
class ReturnWish:
    """A share that was passed on, or a part of it, that is to come back. `return_id` is the number at every try."""

    return_id: str
    split: SplitWish
    """As it was passed on."""
    channel_split_ref: str
    amount_minor: int
    failures: int = 0
    """How often the channel has refused it for good: another try of the same number, no repetition of the last."""


@dataclass(frozen=True)
class Returned:
    """What a channel says of a share that was to come back, and its own number for that."""

    outcome: SplitOutcome
    channel_return_ref: str


@dataclass(frozen=True)
class DisputeMoney:
    """What a channel has moved for a dispute by now, in minor units: none of them ever goes down."""

    withdrawn_minor: int = 0
    reinstated_minor: int = 0
    fee_minor: int = 0
    fee_back_minor: int = 0


@dataclass(frozen=True)
class Disputed:
    """What a channel says of a dispute: a buyer's bank wants a payment back.

    `dispute_ref` is the channel's number for it, `channel_ref` its number for the payment. In an inquiry the bank only asks.
    """

    dispute_ref: str
    channel_ref: str
    outcome: DisputeOutcome
    amount_minor: int
    currency: str
    reason: str
    respond_by: datetime | None = None
    """Until when the channel takes evidence."""
    money: DisputeMoney = DisputeMoney()


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

    def split(self, wish: SplitWish) -> Passed:
        """Pass it on; asked again it is the same share."""

    def query_split(self, wish: SplitWish) -> Passed:
        """What became of it. One that the channel never had is asked for again, under its number."""


SHARING = ("wechat",)
"""Channels that are `Sharer`s."""


class Returner(Protocol):
    """A channel that takes back from a party's account there what it has passed on. Raises as a channel does."""

    def take_back(self, wish: ReturnWish) -> Returned:
        """Bring it back to us; asked again it is the same return."""

    def query_return(self, wish: ReturnWish) -> Returned:
        """What became of it. One that the channel never had is asked for again, under its number."""


class Sharer(Protocol):
    """A channel that shares only with receivers it was told of, and freezes an order until then. Raises as a channel does."""

    def add_receiver(self, account: str, name: str | None, *, is_person: bool) -> None:
        """Let shares go to this account. It must be of that full name; of a person's none need be given. Once added, it is."""

    def free_rest(self, attempt: Attempt, number: str) -> None:
        """Nothing more of it is to be passed on: what is left is ours to use. Under the same number it is one request."""


class Channel(Splitter, Returner, Protocol):
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


def splitter(name: str) -> Splitter:
    """What passes on what came by the channel of this name, or, as `internal`, from the buyer's wallet."""
    return cast("Splitter", importlib.import_module(f"argosy.payments.channels.{name}"))


def returner(name: str) -> Returner:
    """The channel of this name, which has passed a share on."""
    return cast("Returner", importlib.import_module(f"argosy.payments.channels.{name}"))


def sharer(name: str) -> Sharer:
    """The channel of this name, which is one of `SHARING`."""
    return cast("Sharer", importlib.import_module(f"argosy.payments.channels.{name}"))


def channel(name: str) -> Channel:
    """The channel of this name (a name that an attempt carries, never a client's text)."""
    return cast("Channel", importlib.import_module(f"argosy.payments.channels.{name}"))
