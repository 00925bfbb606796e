"""The invariant between a channel's bills and the ledger, as a check of a proof."""

from collections.abc import Iterator
from itertools import takewhile

from argosy.kernel.sums import summed
from argosy.ledger import closings, journals, seals
from argosy.ledger.accounts import world
from argosy.ledger.books import Books
from argosy.ledger.journal import Journal
from argosy.ledger.proof import Finding, finding
from argosy.reconciliation import batches
from argosy.reconciliation import journals as own
from argosy.reconciliation.batch import Batch, BatchStatus
from argosy.reconciliation.calendar import CALENDARS, CHANNELS

WORDS = "what a channel holds is what its signed bills say, give or take what is explained"


def findings(books: Books) -> list[Finding]:
    """I11."""
    return [finding("I11", WORDS, [said for channel in CHANNELS for said in _differences(books, channel)])]


def _differences(books: Books, channel: str) -> Iterator[str]:
    signed = list(takewhile(lambda batch: batch.status is BatchStatus.SIGNED, batches.every(channel)))
    if not signed:
        return
    billed = summed(pair for batch in signed for part in (batch.opening, batch.bill) for pair in part.items())
    open_ones = summed((t.currency, t.difference_minor) for batch in signed for t in batch.tallies)
    held = _held(books, channel, signed[-1])
    for asset in sorted({*billed, *open_ones, *held}):
        bills, explained, minor = (sums.get(asset, 0) for sums in (billed, open_ones, held))
        if minor != bills + explained:
            yield f"{world(channel)} {asset}: holds {minor}, bills {bills}, explained {explained:+}"


def _held(books: Books, channel: str, last: Batch) -> dict[str, int]:
    """What the channel holds at the end of the last signed day: what it holds now, without what belongs to later days."""
    account = world(channel)
    later = [journal for journal in _since(books, channel, last) if _is_later(journal, channel, last)]
    moved = summed((journal.asset, journal.net().get(account, 0)) for journal in later)
    return {asset: moved.get(asset, 0) - _balance(books, account, asset) for asset in CALENDARS[channel].assets}


def _since(books: Books, channel: str, last: Batch) -> Iterator[Journal]:
    ended = CALENDARS[channel].ends(last.date)
    yield from journals.between(ended, books.since) if ended < books.since else ()
    yield from books.journals


def _is_later(journal: Journal, channel: str, last: Batch) -> bool:
    day = own.day_of(journal)
    return day > last.day if day else journal.at >= CALENDARS[channel].ends(last.date)


def _balance(books: Books, account: str, asset: str) -> int:
    """What is kept, as the books found it; of what has not moved since the last seal, what was noted then."""
    if (account, asset) in books.expected:
        return books.expected[account, asset] + books.off.get((account, asset), 0)
    sealed = seals.last() if books.since > journals.ALWAYS else None
    return closings.upto([(account, asset)], sealed.day)[account, asset] if sealed else 0
