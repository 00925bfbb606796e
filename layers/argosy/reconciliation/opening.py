"""Which days of a channel are to be reconciled: every one since the channel was first used, once its bill is due."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from argosy.kernel.errors import InvalidState, NotFound
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import fetch
from argosy.kernel.write import Write, put
from argosy.ledger import history, journals, ledger
from argosy.ledger.accounts import world
from argosy.reconciliation import batches, ours
from argosy.reconciliation.batch import Batch, BatchStatus
from argosy.reconciliation.calendar import CALENDARS, ONE_DAY
from argosy.reconciliation.errors import BillNotDue
from argosy.reconciliation.items import BatchItem
from events.reconciliation import BillDue

MOST_AT_ONCE = 31
"""Days; more than that come with the next hour."""
PATIENCE = timedelta(hours=24)
"""After so long without a bill a person is told."""
BORDER = timedelta(hours=1)
"""So much earlier than we heard of it a channel may have had the first money."""
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)


def open_due(channel: str, now: datetime) -> int:
    """Opens each day that is due and not opened yet, and tells so, once. How many there were."""
    missing = list(_missing(channel, now))
    for batch in missing:
        _open(Write(), [batch]).commit()
    return len(missing)


def asked(channel: str, day: date, now: datetime) -> tuple[Batch, list[Batch]]:
    """The day that a person wants done now, and what is to be opened for it: itself and those before it that are missing.

    The first day of all may be chosen so, out of the last month. Raises BillNotDue, InvalidState for a day that is signed.
    """
    lately = day > CALENDARS[channel].newest_due(now) - MOST_AT_ONCE * ONE_DAY
    missing = [batch for batch in _missing(channel, now, first=day if lately else None) if batch.date <= day]
    if missing and missing[-1].date == day:
        return missing[-1], missing
    try:
        batch = batches.get(channel, day)
    except NotFound:
        raise BillNotDue(day=day.isoformat()) from None
    if batch.status is BatchStatus.SIGNED:
        raise InvalidState(status=batch.status)
    return batch, []


def ask(batch: Batch, missing: list[Batch], once: Once, answer: Answer) -> None:
    """What `asked` has found is opened, or asked for once more."""
    write = _open(Write(once), missing)
    if not missing:
        write.tell(BillDue(channel=batch.channel, day=batch.date), beside=batches.key(batch))
    write.commit(answer)


def ask_again(channel: str, day: date, asked: int, now: datetime, receipt: Receipt) -> bool:
    """The channel has no bill yet: it is asked again, ever less often. Whether that lasts too long by now."""
    wait = min(FIRST_WAIT * 2 ** min(asked, 10), LONGEST_WAIT)
    later = BillDue(channel=channel, day=day, asked=asked + 1)
    Write(receipt).remind(now + wait, later, about=f"{channel} {day.isoformat()}").commit()
    return now - CALENDARS[channel].due_at(day) > PATIENCE


def _open(write: Write, missing: list[Batch]) -> Write:
    for batch in missing:
        write.add(put(BatchItem.of(batch)))
        write.tell(BillDue(channel=batch.channel, day=batch.date), beside=batches.key(batch))
    return write


def _missing(channel: str, now: datetime, first: date | None = None) -> Iterator[Batch]:
    calendar, last, opening = CALENDARS[channel], batches.newest(channel), dict[str, int]()
    newest_due = calendar.newest_due(now)
    if last:
        day = last.date + ONE_DAY
    else:
        used = _used(channel)
        begins = first or (_first_used(channel, now) if used else None)
        if begins is None or begins > newest_due:
            return
        day, opening = begins, _held_before(channel, used, calendar.begins(begins))
    for _ in range(MOST_AT_ONCE):
        if day > newest_due:
            return
        yield Batch(channel=channel, day=day.isoformat(), opening=opening, opened_at=now)
        day, opening = day + ONE_DAY, {}


def _used(channel: str) -> list[str]:
    """The assets in which anything ever was on the channel's account."""
    keys = [key for asset in CALENDARS[channel].assets for key in ledger.keys_of(world(channel), asset)]
    return sorted({str(raw["asset"]["S"]) for raw in fetch(keys).values()})


def _first_used(channel: str, now: datetime) -> date:
    """The day of its first journal of lately; a channel that was used before we reconciled begins with the newest day."""
    lately = journals.between(now - MOST_AT_ONCE * ONE_DAY, now)
    moved = (journal.at for journal in lately if ours.held_minor(journal, channel))
    at, calendar = next(moved, None), CALENDARS[channel]
    return calendar.day_of(at - BORDER) if at else calendar.newest_due(now)


def _held_before(channel: str, assets: list[str], moment: datetime) -> dict[str, int]:
    """What our books said then that the channel held."""
    held = {asset: -history.balance_before(world(channel), asset, moment) for asset in assets}
    return {asset: minor for asset, minor in held.items() if minor}
