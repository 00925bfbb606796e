"""A party's statement of one asset up to a cut-off."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from argosy.kernel import ids
from argosy.kernel.errors import Invalid
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from events.settlement import StatementReady


class FutureCutOff(Invalid, code="future_as_of"):
    """A day that has not begun cannot be settled."""

    en = "{as_of} has not begun yet."
    zh = "{as_of} 尚未到来。"


class StatementStatus(StrEnum):
    """open → closed. A closed statement is never edited: what comes later is on the next one."""

    OPEN = "open"
    CLOSED = "closed"


def cut_off(as_of: date, zone: str, now: datetime) -> datetime:
    """The end of that day in the platform's zone, or now while it lasts. Raises FutureCutOff."""
    begins = datetime(as_of.year, as_of.month, as_of.day, tzinfo=ZoneInfo(zone))
    if begins > now:
        raise FutureCutOff(as_of=as_of)
    return min(begins + timedelta(days=1), now)


def day_before(now: datetime, zone: str) -> date:
    """The last whole day in the platform's zone: what the schedule settles."""
    return now.astimezone(ZoneInfo(zone)).date() - timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Statement(Noun):
    """Its id follows from party, asset and period, so that a second run finds it."""

    id: str
    party: str
    owner_id: str
    asset: str
    period: str
    status: StatementStatus = StatementStatus.OPEN
    earned_minor: int = 0
    taken_back_minor: int = 0
    lines: int = 0
    opened_at: datetime
    closed_at: datetime | None = None

    @classmethod
    def open(cls, party: str, asset: str, period: str, at: datetime) -> Self:
        statement_id = ids.derived("stm", party, asset, period)
        return cls(
            id=statement_id,
            party=party,
            owner_id=party.partition(":")[2],
            asset=asset,
            period=period,
            opened_at=at,
            version=0,
        )

    @property
    def closing_minor(self) -> int:
        return self.earned_minor - self.taken_back_minor

    def take(self, amounts_minor: Iterable[int]) -> Self:
        """With these movements on it."""
        amounts = list(amounts_minor)
        return self.becomes(
            earned_minor=self.earned_minor + sum(minor for minor in amounts if minor > 0),
            taken_back_minor=self.taken_back_minor - sum(minor for minor in amounts if minor < 0),
            lines=self.lines + len(amounts),
        )

    def close(self, at: datetime) -> tuple[Self, StatementReady]:
        closing = Money(amount=self.closing_minor, currency=self.asset)
        told = StatementReady(statement_id=self.id, party_id=self.owner_id, period=self.period, closing=closing)
        return self.becomes(status=StatementStatus.CLOSED, closed_at=at), told
