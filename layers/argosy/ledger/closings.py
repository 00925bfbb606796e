"""Balances at the end of sealed days: from them any balance of the past is found without reading from the beginning."""

from collections.abc import Iterable, Mapping

from argosy.kernel.table import fetch
from argosy.kernel.write import Part, upsert
from argosy.ledger.seal import Account
from argosy.ledger.sealed_items import ClosingItem

FIRST = "0"
"""Before any day."""


def upto(accounts: Iterable[Account], day: str) -> dict[Account, int]:
    """What each of these held at the end of that day; nothing where no day had changed it."""
    return {account: _upto(*account, day) for account in accounts}


def of(accounts: Iterable[Account], day: str) -> dict[Account, int]:
    """The closings of this very day, where there are any."""
    keys = [ClosingItem.by_account.key(account=account, asset=asset, day=day) for account, asset in accounts]
    found = [ClosingItem.read(raw) for raw in fetch(keys).values()]
    return {(item.account, item.asset): int(item.balance_minor) for item in found}


def noted(closings: Mapping[Account, int], day: str) -> list[Part]:
    """A part for each: a sealing that is taken up again notes the same again."""
    return [
        upsert(ClosingItem(account=account, asset=asset, day=day), ClosingItem.balance_minor.set(minor))
        for (account, asset), minor in closings.items()
    ]


def _upto(account: str, asset: str, day: str) -> int:
    newest = ClosingItem.by_account.query(
        account=account, asset=asset, limit=1, newest_first=True, between=(FIRST, day)
    )
    return int(newest.items[0].balance_minor) if newest.items else 0
