"""A dead letter: a fact that a listener could not handle, and what may be done about it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun
from argosy.queues.death import UNKNOWN, Death
from argosy.queues.errors import KeepsDying, NeedsAnother, TooOld

OLDEST = timedelta(days=25)
"""Receipts are kept for 30 days, and a redrive may take a while."""
MOST_TRIES = 3
"""Redrives under one version of the product."""
MONEY = frozenset(
    {
        "after_sales", "commission", "disputes", "ledger", "orders", "payments", "payouts", "reconciliation", "refunds",
        "settlement", "splits",
    }
)  # fmt: skip
"""The contexts whose facts move money: two people give up what died there."""


class LetterStatus(StrEnum):
    """waiting → redriving (its listener was called again) | done (it had acted before) | discarded.

    redriving → done (the listener's receipt is there) | waiting (it died again, or nothing was heard of it). done, discarded →
    waiting, if it dies once more.
    """

    WAITING = "waiting"
    REDRIVING = "redriving"
    DONE = "done"
    DISCARDED = "discarded"


@dataclass(frozen=True, kw_only=True)
class Letter(Noun):
    """Once per listener and fact, however often it dies. `tries` counts redrives under `tried_version` of the product."""

    id: str
    listener: str
    fact_id: str
    name: str
    code: str
    why: str
    body: str
    told_at: datetime
    trace_id: str
    deaths: int = 1
    first_at: datetime
    last_at: datetime
    status: LetterStatus = LetterStatus.WAITING
    redrives: int = 0
    tries: int = 0
    tried_version: str = ""
    job_id: str | None = None
    asked_by: str | None = None
    ended_by: str | None = None
    ended_at: datetime | None = None
    note: str | None = None

    @classmethod
    def of(cls, death: Death, at: datetime, *, times: int = 1) -> Self:
        return cls(
            id=death.letter_id, listener=death.listener, fact_id=death.fact_id, name=death.name, code=death.code,
            why=death.why, body=death.body, told_at=death.told_at or at, trace_id=death.trace_id, first_at=at, last_at=at,
            deaths=times,
        )  # fmt: skip

    @property
    def context(self) -> str:
        return self.listener.split(".")[0]

    def dies(self, death: Death, at: datetime, *, times: int = 1) -> Self:
        """Once more, or so many times, whatever was thought of it meanwhile."""
        return self.becomes(
            status=LetterStatus.WAITING, deaths=self.deaths + times, last_at=at, code=death.code, why=death.why,
            ended_by=None, ended_at=None,
        )  # fmt: skip

    def check(self, version: str, at: datetime) -> None:
        """Raises InvalidState, TooOld or KeepsDying where it cannot be redriven."""
        if self.status is not LetterStatus.WAITING:
            raise InvalidState(status=self.status)
        if not self.body or self.listener == UNKNOWN:
            raise InvalidState(status="a letter of nobody known, or without its body, which was too large")
        if self.told_at < at - OLDEST:
            raise TooOld(days=OLDEST.days)
        if self.tried_version == version and self.tries >= MOST_TRIES:
            raise KeepsDying(version=version, times=self.tries)

    def redriven(self, job_id: str, version: str) -> Self:
        tries = self.tries + 1 if self.tried_version == version else 1
        return self.becomes(
            status=LetterStatus.REDRIVING, redrives=self.redrives + 1, tries=tries, tried_version=version, job_id=job_id
        )

    def done(self, at: datetime) -> Self:
        return self.becomes(status=LetterStatus.DONE, ended_at=at)

    def unheard(self) -> Self:
        """Called again, and neither a receipt nor a death came of it; to redrive it once more can do no harm."""
        return self.becomes(status=LetterStatus.WAITING)

    def discarded(self, *, by: str, reason: str, at: datetime) -> Self:
        """Given up by who has looked at it; what moves money waits for a second person. Raises InvalidState, NeedsAnother."""
        if self.status is not LetterStatus.WAITING:
            raise InvalidState(status=self.status)
        if self.context in MONEY and self.asked_by is None:
            return self.becomes(asked_by=by, note=reason)
        if self.asked_by == by:
            raise NeedsAnother
        return self.becomes(status=LetterStatus.DISCARDED, ended_by=by, ended_at=at, note=reason)
