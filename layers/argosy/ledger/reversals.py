"""Reversals as they are made: a journal, and on one item how much of the original is taken back by now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Write, save
from argosy.ledger import journals, ledger
from argosy.ledger.command_items import ReversedItem
from argosy.ledger.journal import Journal
from argosy.ledger.reversal import Reversed, reversing
from events.ledger import JournalReversed


@dataclass(frozen=True)
class Prepared:
    """The reversing journal, and what is taken back of the original before and after it."""

    journal: Journal
    before: Reversed
    after: Reversed


def prepared(
    journal_id: str, amounts_minor: Mapping[int, int] | None, reversal_id: str, *, at: datetime, actor: str
) -> Prepared:
    """Without amounts, all that is left. Raises NotFound, ReversalExceeds."""
    original = journals.get(journal_id)
    item = ReversedItem.by_journal.get(journal_id=journal_id)
    before = item.to(Reversed) if item else Reversed.nothing(original)
    amounts = before.rest(original) if amounts_minor is None else amounts_minor
    after = before.plus(original, amounts)
    return Prepared(reversing(original, amounts, reversal_id, at=at, actor=actor), before, after)


def make(reversal: Prepared, reason: str, once: Once, answer: Answer) -> None:
    """Raises InsufficientFunds where the money has gone on, AccountFrozen."""
    journal, after = reversal.journal, reversal.after
    told = JournalReversed(
        journal_id=after.journal_id, reversal_id=journal.id, asset=journal.asset, reason=reason,
        before_minor=list(reversal.before.reversed_minor), after_minor=list(after.reversed_minor),
    )  # fmt: skip
    write = Write(once).add(save(ReversedItem.of(after)), *ledger.post(journal))
    write.tell(told, beside=ReversedItem.by_journal.key(journal_id=after.journal_id)).commit(answer)
