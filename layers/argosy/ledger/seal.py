"""A day's seal: what its journals were, what they left in the accounts, and the seal of the day before."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Self

from argosy.kernel import clock, days
from argosy.kernel.noun import Noun
from argosy.kernel.sums import summed
from argosy.ledger import merkle
from argosy.ledger.journal import Journal

Account = tuple[str, str]
GRACE = timedelta(hours=1)
"""A day is sealed this long after its end: no function runs longer than 15 minutes, and the index has caught up."""


@dataclass(frozen=True)
class Period:
    """A day of the platform's zone, from its first moment to before the next day's."""

    day: str
    since: datetime
    until: datetime

    def next(self, zone: str) -> "Period":
        """Begins where this one ends, also where the zone was changed in between."""
        day = date.fromisoformat(self.day) + timedelta(days=1)
        return Period(day.isoformat(), self.until, max(self.until, days.ends(day, zone)))

    @classmethod
    def of(cls, moment: datetime, zone: str) -> "Period":
        day = days.day_of(moment, zone)
        return cls(day.isoformat(), days.begins(day, zone), days.ends(day, zone))


@dataclass(frozen=True)
class Moved:
    """How many journals of one asset there were, and the sum of their postings."""

    asset: str
    journals: int
    minor: int


@dataclass(frozen=True, kw_only=True)
class Seal(Noun):
    """`root` is over the journals' digests in their order, `closings` over the balances that changed, `before` the seal before.

    Made again from the same journals it is the same, but for `sealed_at`, which its digest leaves out.
    """

    day: str
    since: datetime
    until: datetime
    journals: int
    moved: tuple[Moved, ...]
    root: str
    closings: str
    before: str
    digest: str = ""
    sealed_at: datetime

    @classmethod
    def over(
        cls,
        period: Period,
        journals: Sequence[Journal],
        opening: Mapping[Account, int],
        before: str,
        at: datetime,
    ) -> tuple[Self, dict[Account, int]]:
        """The seal, and the balance at the day's end of each account that the day changed."""
        changed = closing(journals, opening)
        counts = summed((journal.asset, 1) for journal in journals)
        minors = summed((journal.asset, p.amount_minor) for journal in journals for p in journal.postings)
        bare = cls(
            **vars(period),
            journals=len(journals),
            moved=tuple(Moved(asset, counts[asset], minors[asset]) for asset in sorted(counts)),
            root=merkle.root([journal.computed_digest() for journal in journals]),
            closings=_digest([[*account, minor] for account, minor in sorted(changed.items())]),
            before=before,
            sealed_at=at,
        )
        return replace(bare, digest=bare.computed_digest()), changed

    @property
    def period(self) -> Period:
        return Period(self.day, self.since, self.until)

    def computed_digest(self) -> str:
        apart = ("digest", "sealed_at", "version", "since", "until", "moved")
        held: dict[str, Any] = {name: value for name, value in vars(self).items() if name not in apart}
        held |= {"since": clock.spell(self.since), "until": clock.spell(self.until)}
        return _digest(held | {"moved": [list(vars(moved).values()) for moved in self.moved]})

    def differences(self, again: "Seal") -> list[str]:
        """What no longer is as it was sealed; `again` is the seal that would be made now."""
        names = ("journals", "moved", "root", "closings", "before")
        changed = [name for name in names if getattr(self, name) != getattr(again, name)]
        own = [] if self.digest == self.computed_digest() else ["digest"]
        return [f"{self.day}: {name}" for name in changed + own]


def closing(journals: Sequence[Journal], opening: Mapping[Account, int]) -> dict[Account, int]:
    """What the accounts hold afterwards that these journals changed."""
    nets = summed(((account, journal.asset), minor) for journal in journals for account, minor in journal.net().items())
    return {account: opening.get(account, 0) + minor for account, minor in nets.items() if minor}


def _digest(held: Any) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()
