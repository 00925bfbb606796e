"""That statements and the ledger say the same, as a check of a proof."""

from collections.abc import Iterator, Mapping

from argosy.kernel.sums import summed
from argosy.kernel.table import fetch
from argosy.ledger.account_kinds import is_available, party_of
from argosy.ledger.books import Books
from argosy.ledger.items import SettleableItem
from argosy.ledger.proof import Finding, finding
from argosy.settlement import statements
from argosy.settlement.statement import UNFINISHED

Moves = Mapping[tuple[str, str], int]
"""By how much a journal has moved what a party may be paid."""


def findings(books: Books) -> list[Finding]:
    """I10, as far as settlement goes."""
    moves = {
        (journal.id, str(party_of(account))): minor
        for journal in books.journals
        for account, minor in journal.net().items()
        if minor and is_available(account)
    }
    lines = _lines(moves)
    found = [
        finding("I10", "whatever moves available money waits for a statement or is on one", _unlisted(moves, lines))
    ]
    if books.is_whole:
        found.append(finding("I10", "a statement is the sum of its lines", _unequal(lines)))
    return found


def _lines(moves: Moves) -> dict[tuple[str, str], SettleableItem]:
    keys = {
        SettleableItem.by_journal.key(journal_id=journal_id, party=party): (journal_id, party)
        for journal_id, party in moves
    }
    return {keys[key]: SettleableItem.read(raw) for key, raw in fetch(keys).items()}


def _unlisted(moves: Moves, lines: Mapping[tuple[str, str], SettleableItem]) -> Iterator[str]:
    for move, minor in moves.items():
        if move not in lines or lines[move].amount_minor != minor:
            yield " ".join(move)


def _unequal(lines: Mapping[tuple[str, str], SettleableItem]) -> Iterator[str]:
    """A statement that was closed after the lines were read is listed again: its lines do not change any more."""
    sums = summed((str(line.statement_id), int(line.amount_minor)) for line in lines.values() if line.statement_id)
    for statement in statements.known(sums):
        if statement.status in UNFINISHED or sums[statement.id] == statement.moved_minor:
            continue
        if sum(int(line.amount_minor) for line in statements.every_line_of(statement.id)) != statement.moved_minor:
            yield statement.id
