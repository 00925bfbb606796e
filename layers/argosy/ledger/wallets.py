"""What a person sees of their money."""

from dataclasses import dataclass, replace

from argosy.kernel.table import Page, Position
from argosy.ledger import ledger
from argosy.ledger.account_kinds import is_pending, is_spendable, is_strict
from argosy.ledger.holding import Holding
from argosy.ledger.items import BalanceItem, EntryItem


@dataclass(frozen=True)
class Wallet:
    """Somebody's money in one asset, in minor units. `frozen` is theirs and may not move now; a debt lowers the balance."""

    asset: str
    balance_minor: int = 0
    available_minor: int = 0
    pending_minor: int = 0
    frozen_minor: int = 0

    def with_holding(self, holding: Holding) -> "Wallet":
        free = holding.available_minor if is_spendable(holding.account) else 0
        return replace(
            self,
            balance_minor=self.balance_minor + holding.balance_minor,
            available_minor=self.available_minor + free,
            frozen_minor=self.frozen_minor + max(holding.balance_minor - free, 0),
        )

    def with_pending(self, amount_minor: int) -> "Wallet":
        return replace(
            self, balance_minor=self.balance_minor + amount_minor, pending_minor=self.pending_minor + amount_minor
        )


def of(owner_id: str) -> list[Wallet]:
    """A wallet for each asset that this person has ever had, over all of their accounts."""
    known = {(item.account, item.asset) for item in BalanceItem.by_owner.every(owner=owner_id)}
    found = {asset: Wallet(asset) for _, asset in sorted(known, key=lambda account: account[1])}
    for (_, asset), holding in ledger.holdings(account for account in known if is_strict(account[0])).items():
        found[asset] = found[asset].with_holding(holding)
    for (_, asset), minor in ledger.balances([account for account in known if is_pending(account[0])]).items():
        found[asset] = found[asset].with_pending(minor)
    return list(found.values())


def entries(owner_id: str, asset: str, limit: int, after: Position | None) -> Page:
    """What moved in one asset, newest first."""
    return EntryItem.by_owner.query(owner=owner_id, asset=asset, limit=limit, after=after, newest_first=True)
