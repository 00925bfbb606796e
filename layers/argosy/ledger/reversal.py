"""Taking a journal back by another journal, as a whole or in parts that together never exceed it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from argosy.kernel.noun import Noun
from argosy.ledger.errors import ReversalExceeds
from argosy.ledger.journal import Journal, Posting


@dataclass(frozen=True, kw_only=True)
class Reversed(Noun):
    """How much of each posting of a journal is taken back so far."""

    journal_id: str
    reversed_minor: tuple[int, ...]

    @classmethod
    def nothing(cls, journal: Journal) -> Self:
        return cls(journal_id=journal.id, reversed_minor=(0,) * len(journal.postings), version=0)

    def rest(self, journal: Journal) -> dict[int, int]:
        """What is left of each posting, by its number from 1; postings that are taken back are left out."""
        left = [p.amount_minor - back for p, back in zip(journal.postings, self.reversed_minor, strict=True)]
        return {no: minor for no, minor in enumerate(left, 1) if minor}

    def plus(self, journal: Journal, amounts_minor: Mapping[int, int]) -> Self:
        """With so much more taken back of each posting. Raises ReversalExceeds, also where nothing is left at all."""
        rest = self.rest(journal)
        if not amounts_minor:
            raise ReversalExceeds(left=0)
        for no, minor in amounts_minor.items():
            if minor > rest.get(no, 0):
                raise ReversalExceeds(left=rest.get(no, 0))
        after = (back + amounts_minor.get(no, 0) for no, back in enumerate(self.reversed_minor, 1))
        return self.becomes(reversed_minor=tuple(after))


def reversing(
    journal: Journal, amounts_minor: Mapping[int, int], reversal_id: str, *, at: datetime, actor: str
) -> Journal:
    """So much of each posting the other way round. It stands under the same business as what it takes back."""
    postings = tuple(
        Posting(posting.destination, posting.source, amounts_minor[no])
        for no, posting in enumerate(journal.postings, 1)
        if no in amounts_minor
    )
    return Journal.of(
        journal.business, journal.business_id, f"reversal {reversal_id}", asset=journal.asset, at=at, actor=actor,
        order_id=journal.order_id, postings=postings, reversal_of=journal.id,
    )  # fmt: skip
