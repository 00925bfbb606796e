"""Posting journals and reading balances. Whoever moves money adds `ledger.post(...)` to the transaction of its cause."""

import zlib
from collections import defaultdict
from typing import Any

from argosy.kernel.table import Key, fetch
from argosy.kernel.write import Part, put, upsert
from argosy.ledger.accounts import InsufficientFunds, is_available, is_flow, owner_of, shards_of
from argosy.ledger.items import BalanceItem, EntryItem, JournalItem, SettleableItem
from argosy.ledger.journal import Journal


def post(*journals: Journal) -> tuple[Part, ...]:
    """The journals, the balances that they change (each once) and the lines of the parties' statements.

    The transaction fails with InsufficientFunds where a strict account would go below zero, and with StateConflict where a
    journal of this business step stands already.
    """
    parts: list[Part] = []
    change: dict[tuple[str, str, int], int] = defaultdict(int)
    for journal in journals:
        parts.append(put(JournalItem.of(journal)))
        for account, amount_minor in journal.net().items():
            part = _part(account, journal.id)
            change[account, journal.asset, part] += amount_minor
            if amount_minor:
                parts += _told_to_owner(journal, account, amount_minor)
    parts += [_changed(*where, amount_minor) for where, amount_minor in change.items() if amount_minor]
    return tuple(parts)


def balances(accounts: list[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """The balance of each (account, asset) in minor units, in one round trip per 100 shards."""
    keys = {key: where for where in accounts for key in keys_of(*where)}
    found: dict[tuple[str, str], int] = dict.fromkeys(accounts, 0)
    for key, raw in fetch(keys).items():
        found[keys[key]] += int(BalanceItem.read(raw).balance_minor or 0)
    return found


def keys_of(account: str, asset: str) -> list[Key]:
    """Where an account's balance lies."""
    return [BalanceItem.by_account.key(account=account, asset=asset, part=part) for part in range(shards_of(account))]


def _part(account: str, journal_id: str) -> int:
    """A journal always falls on the same shard, so that two journals of one transaction may meet and are added up there."""
    return zlib.crc32(journal_id.encode()) % shards_of(account)


def _changed(account: str, asset: str, part: int, amount_minor: int) -> Part:
    balance = BalanceItem(account=account, asset=asset, part=part, owner=owner_of(account))
    enough = BalanceItem.balance_minor >= -amount_minor if amount_minor < 0 and not is_flow(account) else None
    return upsert(
        balance, BalanceItem.balance_minor.add(amount_minor), when=enough, otherwise=InsufficientFunds(account=account)
    )


def _told_to_owner(journal: Journal, account: str, amount_minor: int) -> list[Part]:
    """The line in the owner's wallet, and for money that may be paid out the line that waits for a statement."""
    owner = owner_of(account)
    if owner is None:
        return []
    line: dict[str, Any] = {
        "journal_id": journal.id, "asset": journal.asset, "at": journal.at, "business": journal.business,
        "business_id": journal.business_id, "amount_minor": amount_minor,
    }  # fmt: skip
    entry = put(EntryItem(account=account, owner=owner, **line))
    return (
        [entry, put(SettleableItem(party=owner, waiting_since=journal.at, **line))]
        if is_available(account)
        else [entry]
    )
