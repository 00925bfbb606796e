"""When something was sent: by this machine's clock, which orders it, and by the stack's own, which a person reads.

The stack's clock moves, and back by a reset: what was sent a moment ago may bear a later date than what is sent now.
"""

import time
from datetime import UTC, datetime
from typing import Any

from local.timeshift.shift import offset_seconds


class Moment(float):
    """This machine's seconds since the epoch, with those by which the stack ran ahead of it then."""

    ahead_seconds: float

    def __str__(self) -> str:
        """By the stack's clock of that moment: `2026-11-20T04:08:00Z`."""
        return datetime.fromtimestamp(self + self.ahead_seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment() -> Moment:
    now = Moment(time.time())
    now.ahead_seconds = offset_seconds()
    return now


class Moments:
    """The module `time` as those see it who note when they sent something."""

    def time(self) -> Moment:
        return moment()

    def __getattr__(self, name: str) -> Any:
        return getattr(time, name)
