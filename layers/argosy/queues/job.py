"""A redrive: which letters are sent again, how fast, and how far it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Self

from argosy.kernel.noun import Noun
from argosy.queues.letter import Letter

MOST_NAMED, MOST_PER_SECOND = 100, 20
SECONDS_A_STEP = 5
"""How long one step sends; then the next is told of."""


@dataclass(frozen=True, kw_only=True)
class Redrive(Noun):
    """Letters by name, or those of a listener (with one code) that died until then, the longest dead first.

    `after` is where the next step begins: behind a name's place, or behind a letter's place in its listener's list.
    """

    id: str
    ids: tuple[str, ...] = ()
    listener: str | None = None
    code: str | None = None
    until: datetime
    per_second: int
    would: int
    step: int = 1
    after: str | None = None
    ended_at: datetime | None = None
    asked_by: str

    @property
    def slice(self) -> int:
        """How many letters a step looks at."""
        return self.per_second * SECONDS_A_STEP

    def takes(self, letter: Letter) -> bool:
        return letter.last_at <= self.until and self.code in (None, letter.code)

    def goes_on(self, after: str) -> Self:
        return self.becomes(step=self.step + 1, after=after)

    def ended(self, at: datetime) -> Self:
        return self.becomes(ended_at=at)
