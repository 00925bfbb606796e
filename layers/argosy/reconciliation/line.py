"""A line of a reconciled day: what the channel's bill says under one number, and what our books say."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from typing import Literal

from argosy.kernel import ids
from argosy.kernel.errors import InvalidState
from argosy.kernel.noun import Noun
from argosy.payments.channel import BillLine

Kind = Literal["payment", "refund", "dispute", "other"]
Entry = tuple[Kind, str, str]
"""A kind, a number and a currency: what bill and books are matched by."""


class Verdict(StrEnum):
    """What holding bill and books against each other has shown."""

    MATCHED = "matched"
    SHORT = "short"
    """The channel has the money of a payment, and we did not know."""
    LONG = "long"
    """We have it, and no bill of the channel does."""
    AMOUNT_DIFF = "amount_diff"
    STATUS_DIFF = "status_diff"
    """A refund on one side only."""
    UNKNOWN = "unknown"
    """A number that is not ours."""


class LineStatus(StrEnum):
    """new → auto_fixed | needs_review; needs_review → resolved.

    New with a verdict, it waits: for a channel, or for the next day's bill.
    """

    NEW = "new"
    AUTO_FIXED = "auto_fixed"
    NEEDS_REVIEW = "needs_review"
    RESOLVED = "resolved"


@dataclass(frozen=True, kw_only=True)
class Line(Noun):
    """`billed` and `booked` are what the channel holds more for us by it: by its bill, and by our books within that day.

    Below zero where money went back. A fee lowers what is booked once it is posted.
    """

    id: str
    channel: str
    day: str
    movement: Kind
    number: str
    currency: str
    at: datetime
    is_billed: bool
    channel_ref: str = ""
    billed_minor: int = 0
    fee_minor: int = 0
    booked_minor: int = 0
    verdict: Verdict | None = None
    status: LineStatus = LineStatus.NEW
    order_id: str | None = None
    note: str | None = None
    resolved_by: str | None = None
    journal_id: str | None = None

    @property
    def entry(self) -> Entry:
        return self.movement, self.number, self.currency

    @property
    def difference_minor(self) -> int:
        """By how much our books say more than the bill."""
        return self.booked_minor - self.billed_minor + self.fee_minor

    @property
    def waits(self) -> bool:
        return self.verdict is not None and self.status is LineStatus.NEW

    def judged(self, verdict: Verdict, status: LineStatus, booked_minor: int, order_id: str | None) -> "Line":
        """Its fee is posted with it."""
        return self.becomes(verdict=verdict, status=status, booked_minor=booked_minor, order_id=order_id)

    def ended(self, status: LineStatus, note: str | None) -> "Line":
        return self.becomes(status=status, note=note or self.note)

    def resolved(self, by: str, note: str, journal_id: str | None, booked_minor: int) -> "Line":
        """A person has explained it, and moved what was to be moved. Raises InvalidState unless it needs that."""
        if self.status is not LineStatus.NEEDS_REVIEW:
            raise InvalidState(status=self.status)
        booked = self.booked_minor + booked_minor
        return self.becomes(
            status=LineStatus.RESOLVED, resolved_by=by, note=note, journal_id=journal_id, booked_minor=booked
        )


def id_of(channel: str, day: date, entry: Entry) -> str:
    """A rerun finds the same line."""
    return ids.derived("rci", channel, day.isoformat(), *entry)


def of_bill(channel: str, day: date, told: Iterable[BillLine]) -> Iterator[Line]:
    """What the bill says under each number in each currency; a movement without a number goes by the channel's own."""
    moved = sorted(told, key=_entry)
    for entry, group in groupby(moved, key=_entry):
        lines = list(group)
        minor, fee_minor = sum(line.amount_minor for line in lines), sum(line.fee_minor for line in lines)
        if entry[0] == "refund":
            minor = -minor
        elif entry[0] == "dispute":  # its fee is booked with it, and not by its bill
            minor, fee_minor = minor - fee_minor, 0
        yield replace(
            blank(channel, day, entry, lines[0].at), is_billed=True, channel_ref=lines[0].channel_ref,
            billed_minor=minor, fee_minor=fee_minor,
        )  # fmt: skip


def blank(channel: str, day: date, entry: Entry, at: datetime) -> Line:
    """Of something that is in our books on that day, and on no bill."""
    kind, number, currency = entry
    return Line(
        id=id_of(channel, day, entry), channel=channel, day=day.isoformat(), movement=kind, number=number,
        currency=currency, at=at, is_billed=False,
    )  # fmt: skip


def _entry(told: BillLine) -> Entry:
    return told.kind, told.number or told.channel_ref, told.currency
