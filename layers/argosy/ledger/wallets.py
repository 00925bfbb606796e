"""What a party sees of its money."""

from collections import defaultdict
from dataclasses import dataclass

from argosy.kernel.table import Page, Position
from argosy.ledger import ledger
from argosy.ledger.accounts import is_available
from argosy.ledger.items import BalanceItem, EntryItem


@dataclass(frozen=True)
class Wallet:
    """A party's money in one asset: what it may be paid, and what it may still have to give back."""

    asset: str
    available_minor: int
    pending_minor: int

    @property
    def balance_minor(self) -> int:
        return self.available_minor + self.pending_minor


def of(party: str) -> list[Wallet]:
    """A wallet for each asset that the party has ever had."""
    known = {(item.account, item.asset) for item in BalanceItem.by_owner.every(owner=party)}
    sums: dict[str, dict[bool, int]] = defaultdict(lambda: {True: 0, False: 0})
    for (account, asset), minor in ledger.balances(sorted(known)).items():
        sums[asset][is_available(account)] += minor
    return [Wallet(asset, found[True], found[False]) for asset, found in sorted(sums.items())]


def entries(party: str, asset: str, limit: int, after: Position | None) -> Page:
    """What moved in one asset, newest first."""
    return EntryItem.by_owner.query(owner=party, asset=asset, limit=limit, after=after, newest_first=True)
