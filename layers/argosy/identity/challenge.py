"""A challenge: whoever holds its secret id, and the code that is sent to somebody, proves that the two are one. Rules, pure."""

from datetime import timedelta
from enum import StrEnum

from argosy.guard.rate import Rate

LIFE = timedelta(minutes=10)
MOST_TRIES = 5
"""Of all codes of a challenge together: six digits are found by trying, five times among a million are not."""
RESEND_SECONDS = 60
SENT = tuple(
    Rate("code_to", most, seconds) for most, seconds in ((10, 24 * 3600), (5, 3600), (1, RESEND_SECONDS))
)  # fmt: skip
"""How many codes go to one address, whatever they are for and whoever asks; the longest first (`guard.rate`)."""
ASKED = Rate("code_to_from", most=5, seconds=24 * 3600)
"""How many of them one network may ask for: who tires a stranger's address out from one place leaves its owner as many."""


class Purpose(StrEnum):
    """What a code is good for. One that was sent for this is nothing for that."""

    REGISTER = "register"
