"""Batches as they are kept."""

from collections.abc import Iterator
from datetime import date

from argosy.kernel.once import Answer, Once
from argosy.kernel.table import Key
from argosy.kernel.write import Part, Write, retrying, save
from argosy.reconciliation.batch import Batch, BatchStatus
from argosy.reconciliation.calendar import ONE_DAY
from argosy.reconciliation.items import BatchItem
from events.reconciliation import BillReconciled, BillSigned

LATELY = 31
"""So many days back a line may wait."""


def get(channel: str, day: date) -> Batch:
    """Raises NotFound."""
    return BatchItem.by_day.load(Batch, channel=channel, day=day.isoformat())


def every(channel: str) -> Iterator[Batch]:
    """All of a channel's, oldest first: 365 a year."""
    return (item.to(Batch) for item in BatchItem.by_day.every(channel=channel))


def newest(channel: str) -> Batch | None:
    page = BatchItem.by_day.query(channel=channel, limit=1, newest_first=True)
    return page.items[0].to(Batch) if page.items else None


def unfinished(channel: str) -> list[Batch]:
    """Those of lately in which a line may wait, oldest first."""
    page = BatchItem.by_day.query(channel=channel, limit=LATELY, newest_first=True)
    found = [item.to(Batch) for item in page.items]
    return [batch for batch in reversed(found) if batch.status is BatchStatus.MATCHING]


def is_fetched(channel: str, day: date) -> bool:
    item = BatchItem.by_day.get(channel=channel, day=day.isoformat())
    return item is not None and item.status is not BatchStatus.FETCHING


def next_is_fetched(batch: Batch) -> bool:
    """Whether the bill of the day after is there: what it does not have either was not only near the border of the day."""
    return is_fetched(batch.channel, batch.date + ONE_DAY)


def saved(batch: Batch) -> Part:
    return save(BatchItem.of(batch))


def key(batch: Batch) -> Key:
    return BatchItem.by_day.key(channel=batch.channel, day=batch.day)


def finish(channel: str, day: date) -> None:
    """Where nothing waits any more, it is for people to look at what is left, and to sign."""

    def finished() -> None:
        batch = get(channel, day)
        if batch.status is not BatchStatus.MATCHING or not batch.is_judged:
            return
        told = BillReconciled(channel=channel, day=day, lines=batch.lines, to_review=batch.to_review)
        Write().add(saved(batch.done())).tell(told, beside=key(batch)).commit()

    retrying(finished)


def sign(signed: Batch, once: Once, answer: Answer) -> None:
    told = BillSigned(channel=signed.channel, day=signed.date, by=str(signed.signed_by))
    Write(once).add(saved(signed)).tell(told, beside=key(signed)).commit(answer)
