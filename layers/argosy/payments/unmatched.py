"""What a channel told that fits nothing here: it waits for a person."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from argosy.kernel import ids
from argosy.kernel.errors import InvalidState
from argosy.kernel.money import Money
from argosy.kernel.noun import Noun
from argosy.payments.channel import Outcome, Told


class Why(StrEnum):
    """mismatch: another amount or currency than asked; it lies in suspense. contradiction: of what is booked already.

    unknown_number: of an attempt that we do not have.
    """

    MISMATCH = "mismatch"
    CONTRADICTION = "contradiction"
    UNKNOWN_NUMBER = "unknown_number"


class UnmatchedStatus(StrEnum):
    """waiting → returned (its money goes back) | explained (a person has found out what it is)."""

    WAITING = "waiting"
    RETURNED = "returned"
    EXPLAINED = "explained"


@dataclass(frozen=True, kw_only=True)
class Unmatched(Noun):
    """A word of a channel, once however often it is told. `number` is the attempt's, as the channel wrote it."""

    id: str
    why: Why
    channel: str
    number: str
    channel_ref: str
    order_id: str | None
    outcome: Outcome
    amount: Money
    status: UnmatchedStatus = UnmatchedStatus.WAITING
    noted_at: datetime
    ended_by: str | None = None
    ended_at: datetime | None = None
    note: str | None = None

    @classmethod
    def of(cls, why: Why, channel: str, number: str, told: Told, *, order_id: str | None, at: datetime) -> Self:
        return cls(
            id=id_of(channel, number, told.outcome, told.money), why=why, channel=channel, number=number,
            channel_ref=told.channel_ref, order_id=order_id, outcome=told.outcome, amount=told.money, noted_at=at,
        )  # fmt: skip

    def returned(self, *, by: str, note: str, at: datetime) -> Self:
        return self._ended(UnmatchedStatus.RETURNED, by, note, at)

    def explained(self, *, by: str, note: str, at: datetime) -> Self:
        """Raises InvalidState for money that waits in suspense: it has to go somewhere."""
        if self.why is Why.MISMATCH:
            raise InvalidState(status="in suspense")
        return self._ended(UnmatchedStatus.EXPLAINED, by, note, at)

    def _ended(self, status: UnmatchedStatus, by: str, note: str, at: datetime) -> Self:
        if self.status is not UnmatchedStatus.WAITING:
            raise InvalidState(status=self.status)
        return self.becomes(status=status, ended_by=by, note=note, ended_at=at)


def id_of(channel: str, number: str, outcome: Outcome, amount: Money) -> str:
    return ids.derived("unm", channel, number, outcome, str(amount.amount), amount.currency)
