"""Taking money back from those who have it: from their own account as far as it goes, and the rest becomes their debt."""

from collections.abc import Iterable, Iterator

from argosy.ledger import accounts
from argosy.ledger.holding import AccountStatus
from argosy.ledger.ledger import Account, Holdings


def decisive(taken_from: Iterable[str], asset: str) -> list[Account]:
    """The strict accounts among them, and where their parties' debts stand: both are read before it is decided."""
    strict = dict.fromkeys(account for account in taken_from if accounts.is_strict(account))
    owing = (accounts.receivable(str(accounts.party_of(account))) for account in strict)
    return [(account, asset) for account in (*strict, *owing)]


def sources(totals: Iterable[tuple[str, int]], asset: str, held: Holdings) -> Iterator[tuple[str, int]]:
    """Where so much of each account comes from: what is free on it, and from its party's `receivable` what is not there."""
    for account, minor in totals:
        holding = held.get((account, asset))
        if holding is None:
            yield account, minor
            continue
        free = holding.available_minor if holding.status is AccountStatus.ACTIVE else 0
        own = min(minor, free)
        parts = ((account, own), (accounts.receivable(str(accounts.party_of(account))), minor - own))
        yield from (part for part in parts if part[1])
