"""Holds a day's bill against our books: few lines in one transaction, so that thousands are many transactions and none too large.

Whatever is broken off is taken up again where it was: a line is judged once, and what follows from that has ids of its own.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from argosy.kernel import clock
from argosy.kernel.write import Write, retrying
from argosy.ledger import journals, ledger
from argosy.ledger.journal import Journal
from argosy.reconciliation import batches, booked, fixing, judging, lines, ours
from argosy.reconciliation import journals as own
from argosy.reconciliation.batch import Batch
from argosy.reconciliation.calendar import CALENDARS
from argosy.reconciliation.line import Entry, Line, LineStatus, Verdict, blank, id_of
from argosy.reconciliation.ours import Journals

AT_ONCE = 15
"""Of each line itself, a fee, money into suspense and its balance: with 16 shards of two accounts and the batch 93 writes."""


def match(batch: Batch) -> None:
    """Judge each line that is not judged yet, then put right what can be. What waited is looked at again."""
    known = _booked(batch)
    _add_unbilled(batch, known)
    open_ones = [line for line in lines.every(batch) if line.status is LineStatus.NEW]
    unjudged = [line for line in open_ones if line.verdict is None]
    for start in range(0, len(unjudged), AT_ONCE):
        _judge(batch, unjudged[start : start + AT_ONCE], known)
    for line in lines.read(open_ones):
        if line.waits:
            fixing.fix(line, known)
    batches.finish(batch.channel, batch.date)


def look_again(batch: Batch) -> None:
    """The next day's bill is there: what waited for it is matched, or is for a person."""
    known = _booked(batch)
    for line in lines.every(batch):
        if line.waits:
            fixing.look_again(line, known)
    batches.finish(batch.channel, batch.date)


def _booked(batch: Batch) -> dict[Entry, list[Journal]]:
    """What moved on the channel's account within the day, by the number under which a bill would have it."""
    found: dict[Entry, list[Journal]] = defaultdict(list)
    for journal in journals.between(*_window(batch)):
        if own.day_of(journal) is None and ours.held_minor(journal, batch.channel):
            found[ours.entry_of(journal)].append(journal)
    return found


def _add_unbilled(batch: Batch, known: Journals) -> None:
    """What our books have on that day, and its bill has not."""
    kept = {line.id for line in lines.every(batch)}
    missing = [
        blank(batch.channel, batch.date, entry, moved[0].at)
        for entry, moved in known.items()
        if sum(ours.held_minor(journal, batch.channel) for journal in moved)
        and id_of(batch.channel, batch.date, entry) not in kept
    ]
    for start in range(0, len(missing), lines.TOGETHER):
        few = missing[start : start + lines.TOGETHER]
        retrying(partial(lines.add, batch.channel, batch.date, few))


def _judge(batch: Batch, few: Sequence[Line], known: Journals) -> None:
    def once() -> None:
        before = [line for line in lines.read(few) if line.verdict is None]
        after = _judged(batch, before, known)
        if not after:
            return
        at = clock.now()
        moved = [journal for line in after for journal in _moved(line, at) if journal]
        present = batches.get(batch.channel, batch.date)
        Write().add(*lines.changed(present, before, after), *ledger.post(*moved)).commit()
        fixing.count_reviews(after)

    retrying(once)


def _judged(batch: Batch, few: Sequence[Line], known: Journals) -> list[Line]:
    found, window = booked.of_lines(few, known), _window(batch)
    judged = []
    for line in few:
        booked_minor = found[line.id].within(*window)
        # What both sides have on this day needs no other day; everything else may stand on one beside.
        same = line.is_billed and booked_minor == found[line.id].booked_minor == line.billed_minor
        elsewhere = 0 if same else lines.elsewhere_minor(line)
        judged.append(judging.judged(line, found[line.id], elsewhere, booked_minor))
    return judged


def _moved(line: Line, at: datetime) -> tuple[Journal | None, ...]:
    unknown = own.unclaimed(line, at) if line.verdict is Verdict.UNKNOWN else None
    return own.fee(line, at), unknown


def _window(batch: Batch) -> tuple[datetime, datetime]:
    calendar = CALENDARS[batch.channel]
    return calendar.begins(batch.date), calendar.ends(batch.date)
