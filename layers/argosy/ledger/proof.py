"""The proof: every balance recomputed from the journals, and every invariant with its result."""

from collections import defaultdict
from dataclasses import dataclass

from argosy.ledger import ledger
from argosy.ledger.accounts import may_be_negative
from argosy.ledger.items import JOURNAL_SHARDS, JournalItem
from argosy.ledger.journal import Journal


@dataclass(frozen=True)
class Finding:
    """An invariant, whether it holds, and what speaks against it."""

    invariant: str
    holds: bool
    against: tuple[str, ...]


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


def prove() -> Proof:
    """Reads every journal and every balance: as long as the ledger, so it is asked for by finance and not by a page."""
    journals = [item.to(Journal) for shard in range(JOURNAL_SHARDS) for item in JournalItem.in_order.every(shard=shard)]
    expected: dict[tuple[str, str], int] = defaultdict(int)
    for journal in journals:
        for account, amount_minor in journal.net().items():
            expected[account, journal.asset] += amount_minor
    kept = ledger.balances(list(expected))
    sums: dict[str, int] = defaultdict(int)
    for (_, asset), balance_minor in kept.items():
        sums[asset] += balance_minor
    return Proof(dict(sums), len(journals), len(expected), _findings(journals, expected, kept, sums))


def _findings(
    journals: list[Journal],
    expected: dict[tuple[str, str], int],
    kept: dict[tuple[str, str], int],
    sums: dict[str, int],
) -> tuple[Finding, ...]:
    changed = [journal.id for journal in journals if journal.digest != journal.computed_digest()]
    unbalanced = [asset for asset, balance_minor in sums.items() if balance_minor]
    differing = [f"{account} {asset}" for (account, asset), minor in expected.items() if kept[account, asset] != minor]
    strict = [
        f"{account} {asset}" for (account, asset), minor in kept.items() if minor < 0 and not may_be_negative(account)
    ]
    resting = [
        f"{account} {asset}" for (account, asset), minor in kept.items() if account.startswith("order:") and minor
    ]
    found = {
        "every journal is as it was written": changed,
        "the balances of each asset sum to zero": unbalanced,
        "every balance is the sum of its journals": differing,
        "no strict account is below zero": strict,
        "no order's money rests in escrow": resting,
    }
    return tuple(Finding(words, not against, tuple(against[:100])) for words, against in found.items())
