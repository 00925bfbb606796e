"""Lines as they are kept: each saved with the batch whose sums it changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Part, Write, put, save
from argosy.reconciliation import batches
from argosy.reconciliation.batch import Batch
from argosy.reconciliation.items import LineItem
from argosy.reconciliation.line import Line, Verdict, id_of

TOGETHER = 90
"""Lines in one transaction, where nothing else is."""


def get(channel: str, day: date, line_id: str) -> Line:
    """Raises NotFound."""
    return LineItem.by_id.load(Line, channel=channel, day=day.isoformat(), id=line_id)


def every(batch: Batch) -> Iterator[Line]:
    """All of a day's."""
    return (item.to(Line) for item in LineItem.by_id.every(channel=batch.channel, day=batch.day))


def read(lines: Iterable[Line]) -> list[Line]:
    """As they are now."""
    keys = [LineItem.by_id.key(channel=line.channel, day=line.day, id=line.id) for line in lines]
    return [LineItem.read(raw).to(Line) for raw in fetch(keys).values()]


def keep(lines: Sequence[Line]) -> None:
    """What a bill says, before it is judged: a fetching that was broken off keeps it again."""
    unjudged = LineItem.verdict.does_not_exist()
    for start in range(0, len(lines), TOGETHER):
        parts = (put(LineItem.of(line), when=unjudged) for line in lines[start : start + TOGETHER])
        Write().add(*parts).commit()


def add(channel: str, day: date, lines: Sequence[Line]) -> None:
    """More lines than the bill has: at most `TOGETHER`. Raises StateConflict where one is there, or the batch has changed."""
    after = batches.get(channel, day).with_lines((), more=len(lines))
    Write().add(*(put(LineItem.of(line)) for line in lines), batches.saved(after)).commit()


def changed(batch: Batch, before: Sequence[Line], after: Sequence[Line]) -> list[Part]:
    """The lines' new states and the batch's, on the condition that nobody has changed either of them."""
    parts = [save(LineItem.of(replace(line, version=old.version + 1))) for old, line in zip(before, after, strict=True)]
    return [*parts, batches.saved(batch.with_lines(zip(before, after, strict=True)))]


def page(batch: Batch, verdict: Verdict | None, limit: int, after: Position | None) -> Page:
    """A day's lines, or those of one verdict."""
    if verdict is None:
        return LineItem.by_id.query(channel=batch.channel, day=batch.day, limit=limit, after=after)
    return LineItem.by_verdict.query(channel=batch.channel, day=batch.day, verdict=verdict, limit=limit, after=after)


def elsewhere_minor(line: Line) -> int:
    """What the channel's bills of other days say under the same number.

    The days beside are read consistently, for whatever happens near midnight; the rest was kept long ago.
    """
    number = LineItem.of(line).own_number
    if number is None:
        return 0
    day = date.fromisoformat(line.day)
    beside = [id_of(line.channel, day + timedelta(days=off), line.entry) for off in (-1, 1)]
    days = [(day + timedelta(days=off)).isoformat() for off in (-1, 1)]
    keys = [
        LineItem.by_id.key(channel=line.channel, day=near, id=each) for near, each in zip(days, beside, strict=True)
    ]
    found = {raw["id"]["S"]: LineItem.read(raw).to(Line) for raw in fetch(keys).values()}
    for item in LineItem.by_number.every(own_number=number):
        found.setdefault(item.id, item.to(Line))
    return sum(
        each.billed_minor
        for each in found.values()
        if each.id != line.id and (each.channel, each.entry) == (line.channel, line.entry)
    )
