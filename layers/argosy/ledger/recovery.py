"""Taking money back from those who have it: from their own account as far as it goes, and the rest becomes their debt."""

from collections import Counter
from collections.abc import Iterable, Iterator

from argosy.kernel.money import Money
from argosy.kernel.sums import summed
from argosy.ledger import account_kinds, accounts
from argosy.ledger.holding import Account, AccountStatus, Holding, Holdings
from events.ledger import PartyDebt


def _ways(account: str) -> tuple[str, ...]:
    """Where a share's money may lie now: what a channel does not pass on has become available."""
    if account_kinds.is_at_channel(account):
        return account, accounts.available(str(account_kinds.party_of(account)))
    return (account,)


def decisive(taken_from: Iterable[str], asset: str) -> list[Account]:
    """The strict accounts among them, and where their parties' debts stand: both are read before it is decided."""
    strict = dict.fromkeys(way for account in taken_from if account_kinds.is_strict(account) for way in _ways(account))
    owing = (accounts.receivable(str(account_kinds.party_of(account))) for account in strict)
    return [(account, asset) for account in (*strict, *owing)]


def sources(totals: Iterable[tuple[str, int]], asset: str, held: Holdings) -> Iterator[tuple[str, int]]:
    """Where so much of each account comes from: what is free on it, and from its party's `receivable` what is not there."""
    taken: Counter[str] = Counter()
    for account, minor in totals:
        if (account, asset) not in held:
            yield account, minor
            continue
        left = minor
        for way in _ways(account):
            own = min(left, _free(held[way, asset]) - taken[way])
            if own:
                yield way, own
            taken[way] += own
            left -= own
        if left:
            yield accounts.receivable(str(account_kinds.party_of(account))), left


def debts(taken: Iterable[tuple[str, int]], asset: str) -> tuple[PartyDebt, ...]:
    """What of all that was taken its parties did not have, and owe since."""
    owing = ((source, minor) for source, minor in taken if account_kinds.is_receivable(source))
    owed = summed((str(account_kinds.party_of(source)), minor) for source, minor in owing)
    return tuple(PartyDebt(party=party, amount=Money(amount=minor, currency=asset)) for party, minor in owed.items())


def _free(holding: Holding) -> int:
    return holding.available_minor if holding.status is AccountStatus.ACTIVE else 0
