"""What we have booked under the numbers of lines.

Read consistently and by ids that follow from the number, however far behind an index may be.
"""

from collections.abc import Iterable, Iterator, Mapping

from argosy.kernel import ids
from argosy.kernel.ids import is_id
from argosy.kernel.table import Item, fetch
from argosy.ledger.items import JournalItem
from argosy.ledger.journal import Journal
from argosy.payments.attempt import Attempt
from argosy.payments.items import AttemptItem
from argosy.reconciliation.line import Line
from argosy.reconciliation.ours import Journals, Ours, held_minor
from argosy.refunds.items import RefundItem
from argosy.refunds.refund import Refund


def of_lines(lines: Iterable[Line], known: Journals) -> dict[str, Ours]:
    """By the lines' ids. `known` are journals that were found otherwise: those that take others back have ids of no rule."""
    wanted = list(lines)
    numbers = [line.number for line in wanted if _is(line, "refund", "rfd")]
    refunds = {refund.id: refund for refund in (item.to(Refund) for item in _read(RefundItem, numbers))}
    numbers = [line.number for line in wanted if _is(line, "payment", "pay")]
    numbers += [refund.attempt_id for refund in refunds.values()]
    attempts = {attempt.id: attempt for attempt in (item.to(Attempt) for item in _read(AttemptItem, numbers))}
    numbers = [each for line in wanted for each in _steps(line, refunds.get(line.number))]
    journals = {journal.id: journal for journal in (item.to(Journal) for item in _read(JournalItem, numbers))}
    return {line.id: _of(line, attempts, refunds, journals, known) for line in wanted}


def _of(
    line: Line, attempts: Mapping[str, Attempt], refunds: Mapping[str, Refund], journals: Mapping[str, Journal],
    known: Journals,
) -> Ours:  # fmt: skip
    refund = refunds.get(line.number) if line.movement == "refund" else None
    attempt = attempts.get(refund.attempt_id if refund else line.number)
    if attempt and attempt.channel != line.channel:
        return Ours()
    own = {each: journals[each] for each in _steps(line, refund) if each in journals}
    own |= {journal.id: journal for journal in known.get(line.entry, ())}
    if line.movement == "dispute":
        own |= {item.id: item.to(Journal) for item in JournalItem.by_business.every(business_id=line.number)}
    moved = (
        (journal.at, held_minor(journal, line.channel)) for journal in own.values() if journal.asset == line.currency
    )
    return Ours(attempt, refund, tuple(sorted(moved)))


def _read(kind: type[AttemptItem | RefundItem | JournalItem], wanted: Iterable[str]) -> Iterator[Item]:
    keys = [kind.by_id.key(id=each) for each in wanted]
    yield from (kind.read(raw) for raw in (fetch(keys).values() if keys else ()))


def _is(line: Line, movement: str, prefix: str) -> bool:
    return line.movement == movement and is_id(line.number, prefix)


def _steps(line: Line, refund: Refund | None) -> list[str]:
    """The journals that a payment or a refund can have made (argosy.payments.journals, argosy.refunds.journals)."""
    if line.movement == "payment":
        steps = ["received", "unclaimed"]
    elif refund:
        again = [f"{what} {no}" for no in range(1, refund.failures + 1) for what in ("returned", "sent again")]
        steps = ["succeeded", *again]
    else:
        return []
    return [ids.derived("jrn", line.movement, line.number, step) for step in steps]
