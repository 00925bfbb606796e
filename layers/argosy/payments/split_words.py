"""The words in which a channel and we speak of a party's share that is to be passed on to it."""

from dataclasses import dataclass
from typing import Literal

from argosy.payments.attempt import Attempt

SplitOutcome = Literal["succeeded", "failed", "waiting"]


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
