"""The words in which a channel and we speak of a party's share that is to be passed on to it, or to come back."""

from dataclasses import dataclass
from typing import Literal

from argosy.payments.attempt import Attempt

SplitOutcome = Literal["succeeded", "failed", "waiting", "silent"]


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
class SplitAnswer:
    """What a channel says of a share that it was to pass on or to take back, and its own number for that."""

    outcome: SplitOutcome
    ref: str = ""
    reason: str = ""
    """Why it refused for good."""

    @property
    def is_final(self) -> bool:
        return self.outcome in ("succeeded", "failed")
