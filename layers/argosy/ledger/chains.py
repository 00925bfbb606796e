"""Whether a strict account's entries are all there: numbered without a gap, each adding up, each bearing the one before."""

from collections.abc import Iterator, Mapping
from itertools import chain, pairwise

from argosy.ledger.books import Books
from argosy.ledger.holding import Holding, chained
from argosy.ledger.items import EntryItem
from argosy.ledger.journal import Journal


def broken(books: Books) -> list[str]:
    """Where chains are torn. An account in use is looked at again, with what came while it was read."""
    suspicious = {place: holding for place, holding in books.holdings.items() if _torn(holding, books, books.by_id)}
    if not suspicious:
        return []
    known = books.by_id | {journal.id: journal for journal in books.later}
    torn = ((place, _torn(holding, books, known)) for place, holding in suspicious.items())
    return [f"{' '.join(place)}: {why}" for place, why in torn if why]


def _torn(holding: Holding, books: Books, known: Mapping[str, Journal]) -> str | None:
    """From the newest entry back to the first, or to the first that is older than these books. None where all is well."""
    end = (holding.seq, holding.digest, holding.balance_minor)
    for entry, older in pairwise(chain(_newest_first(holding), (None,))):
        if _end_of(entry) != end:
            return f"entry {end[0]} is not the one that was written"
        journal = known.get(entry.journal_id) if entry else None
        if entry is None or journal is None:
            return None if entry and entry.at < books.since else f"entry {end[0]} has no journal"
        before = _end_of(older)
        balance_minor = before[2] + journal.net().get(holding.account, 0)
        digest = chained(before[1], journal, holding.account, int(entry.amount_minor), balance_minor)
        if end != (before[0] + 1, digest, balance_minor):
            return f"entry {end[0]} does not follow from entry {before[0]}"
        end = before
    return None if end == _end_of(None) else f"entry {end[0]} is not there"


def _newest_first(holding: Holding) -> Iterator[EntryItem]:
    """Without those that came after the account was read."""
    entries = EntryItem.by_account.every(account=holding.account, asset=holding.asset, newest_first=True)
    return (entry for entry in entries if int(entry.place) <= holding.seq)


def _end_of(entry: EntryItem | None) -> tuple[int, str, int]:
    """Number, digest and balance where the chain stands after this entry; before the first, nothing."""
    return (int(entry.place), entry.digest, int(entry.balance_minor)) if entry else (0, "", 0)
