"""What a risk system says of a movement before it is made. This one rule answers until there is one; it answers here."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """pass: go on. review: a person has to look first. reject: never."""

    PASS = "pass"
    REVIEW = "review"
    REJECT = "reject"


@dataclass(frozen=True)
class Limits:
    """Above which amounts, in minor units, a scene needs a person, and above which it is refused."""

    review_above_minor: int
    reject_above_minor: int


SCENES = {"transfer": Limits(review_above_minor=2_000_000, reject_above_minor=10_000_000)}


def decide(scene: str, *, amount_minor: int) -> Verdict:
    """By the amount alone."""
    limits = SCENES[scene]
    if amount_minor > limits.reject_above_minor:
        return Verdict.REJECT
    return Verdict.REVIEW if amount_minor > limits.review_above_minor else Verdict.PASS
