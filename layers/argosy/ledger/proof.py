"""A proof: the books held against each invariant. Every context brings the checks of its own; they are put together above."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from argosy.ledger.books import Books

MOST_SHOWN = 100


@dataclass(frozen=True)
class Finding:
    """An invariant by its number and in words, whether it holds, and what speaks against it."""

    id: str
    invariant: str
    holds: bool
    against: tuple[str, ...]


Check = Callable[[Books], list[Finding]]
"""A context's `checks.findings`."""


@dataclass(frozen=True)
class Proof:
    """Per asset the sum of all balances, which is zero; how much was looked at; each invariant with its result."""

    sums_minor: dict[str, int]
    journals: int
    accounts: int
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return all(finding.holds for finding in self.findings)


def finding(id: str, invariant: str, against: Iterable[str]) -> Finding:
    """It holds where nothing speaks against it."""
    found = tuple(against)
    return Finding(id, invariant, not found, found[:MOST_SHOWN])


def sums_minor(books: Books) -> dict[str, int]:
    """What the balances of each asset sum to: what the journals say, which is zero, and by how much accounts differ from them."""
    sums = {journal.asset: 0 for journal in books.journals}
    for (_, asset), minor in books.off.items():
        sums[asset] += minor
    return sums


def prove(books: Books, checks: Iterable[Check]) -> Proof:
    findings = tuple(each for check in checks for each in check(books))
    return Proof(sums_minor(books), len(books.journals), len(books.expected), findings)
