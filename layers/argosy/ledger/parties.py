"""What one party has, by what it is there for."""

from dataclasses import dataclass

from argosy.ledger import ledger
from argosy.ledger.account_kinds import is_earning, is_pending, party_of
from argosy.ledger.items import BalanceItem


@dataclass(frozen=True)
class Standing:
    """A party's money in one asset. A debt is below zero, and the next earnings repay it."""

    asset: str
    pending_minor: int = 0
    available_minor: int = 0
    reserve_minor: int = 0
    payout_hold_minor: int = 0
    at_channel_minor: int = 0
    receivable_minor: int = 0


def standings(party: str) -> list[Standing]:
    """For each asset that the party has ever earned: what buyers and advertisers put in for themselves is none of it."""
    if not is_earning(party):
        return []
    owner = party.partition(":")[2]
    known = {(item.account, item.asset) for item in BalanceItem.by_owner.every(owner=owner)}
    mine = sorted(account for account in known if party_of(account[0]) == party)
    strict = ledger.holdings(account for account in mine if not is_pending(account[0]))
    found = {account: holding.balance_minor for account, holding in strict.items()}
    found |= ledger.balances([account for account in mine if is_pending(account[0])])
    by_asset: dict[str, dict[str, int]] = {}
    for (account, asset), minor in found.items():
        by_asset.setdefault(asset, {})[f"{account.rpartition(':')[2]}_minor"] = minor
    return [Standing(asset, **amounts) for asset, amounts in sorted(by_asset.items())]
