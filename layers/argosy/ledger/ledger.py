"""Posting journals and reading balances. Whoever moves money adds `ledger.post(...)` to the transaction of its cause."""

import zlib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from argosy.kernel.table import Key, fetch
from argosy.kernel.write import Part, put, save, upsert
from argosy.ledger.account_kinds import is_available, is_flow, is_strict, owner_of, party_of, shards_of
from argosy.ledger.accounts import InsufficientFunds
from argosy.ledger.holding import Account, Entry, Holding, Holdings
from argosy.ledger.items import BalanceItem, EntryItem, JournalItem, OrderJournalItem, SettleableItem
from argosy.ledger.journal import Journal


def post(*journals: Journal, read: Holdings | None = None) -> tuple[Part, ...]:
    """The journals, the balances that they change (each once) and the lines of the parties' wallets and statements.

    What the caller has decided by is given as `read`; strict accounts that are not there are read now. The transaction fails with
    StateConflict where one of them has moved since, or where a journal of this business step stands already.
    Raises InsufficientFunds, AccountFrozen.
    """
    parts = [part for journal in journals for part in _written(journal)]
    strict = _held(journals, read or {})
    change: dict[tuple[str, str, int], int] = defaultdict(int)
    for journal in journals:
        for account, amount_minor in journal.net().items():
            if (account, journal.asset) in strict:
                strict[account, journal.asset], entry = strict[account, journal.asset].moved(journal, amount_minor)
                parts += _told_to_owner(journal, account, amount_minor, entry)
            elif amount_minor:
                change[account, journal.asset, _part(account, journal.id)] += amount_minor
                parts += _told_to_owner(journal, account, amount_minor)
    parts += [kept(holding) for holding in strict.values()]
    parts += [_changed(*where, amount_minor) for where, amount_minor in change.items() if amount_minor]
    return tuple(parts)


def holdings(accounts: Iterable[Account]) -> dict[Account, Holding]:
    """What these strict accounts hold, read consistently: a rule may decide by it, and `post` holds it to that."""
    wanted = list(dict.fromkeys(accounts))
    raws = fetch(key for account in wanted for key in keys_of(*account)) if wanted else {}
    found = {}
    for account in wanted:
        raw = raws.get(keys_of(*account)[0])
        found[account] = BalanceItem.read(raw).to(Holding) if raw else Holding(account=account[0], asset=account[1])
    return found


def payee(to: Account, *others: Account) -> dict[Account, Holding]:
    """What those of them that are strict hold, for `post`: somebody wants to send money to the first. Raises AccountFrozen."""
    read = holdings(account for account in (to, *others) if is_strict(account[0]))
    if to in read:
        read[to].takes_money()
    return read


def kept(holding: Holding) -> Part:
    """The holding's new state, on the condition that nobody has moved it since it was read."""
    return save(BalanceItem.of(holding.becomes(), part=0, owner=owner_of(holding.account)))


def balances(accounts: list[Account]) -> dict[Account, int]:
    """The balance of each (account, asset) in minor units, in one round trip per 100 shards."""
    keys = {key: where for where in accounts for key in keys_of(*where)}
    found: dict[Account, int] = dict.fromkeys(accounts, 0)
    for key, raw in fetch(keys).items():
        found[keys[key]] += int(BalanceItem.read(raw).balance_minor or 0)
    return found


def is_used(account: str, asset: str) -> bool:
    """Whether anything was ever there."""
    return bool(fetch(keys_of(account, asset)))


def keys_of(account: str, asset: str) -> list[Key]:
    """Where an account's balance lies."""
    return [BalanceItem.by_account.key(account=account, asset=asset, part=part) for part in range(shards_of(account))]


def _written(journal: Journal) -> list[Part]:
    parts = [put(JournalItem.of(journal))]
    if journal.order_id:
        parts.append(put(OrderJournalItem(order_id=journal.order_id, journal_id=journal.id, at=journal.at)))
    return parts


def _held(journals: Iterable[Journal], read: Holdings) -> dict[Account, Holding]:
    moved = [(account, journal.asset) for journal in journals for account, minor in journal.net().items() if minor]
    strict = [account for account in dict.fromkeys(moved) if is_strict(account[0])]
    unread = holdings(account for account in strict if account not in read)
    return {account: read[account] if account in read else unread[account] for account in strict}


def _part(account: str, journal_id: str) -> int:
    """A journal always falls on the same shard, so that two journals of one transaction may meet and are added up there."""
    return zlib.crc32(journal_id.encode()) % shards_of(account)


def _changed(account: str, asset: str, part: int, amount_minor: int) -> Part:
    balance = BalanceItem(account=account, asset=asset, part=part, owner=owner_of(account))
    enough = BalanceItem.balance_minor >= -amount_minor if amount_minor < 0 and not is_flow(account) else None
    return upsert(
        balance, BalanceItem.balance_minor.add(amount_minor), when=enough, otherwise=InsufficientFunds(account=account)
    )


def _told_to_owner(journal: Journal, account: str, amount_minor: int, entry: Entry | None = None) -> list[Part]:
    """The line in the owner's wallet, and for money that may be paid out the line that waits for a statement."""
    owner = owner_of(account)
    if owner is None:
        return []
    line: dict[str, Any] = {
        "journal_id": journal.id, "asset": journal.asset, "at": journal.at, "business": journal.business,
        "business_id": journal.business_id, "amount_minor": amount_minor,
    }  # fmt: skip
    item = EntryItem(account=account, owner=owner, **line)
    if entry:
        item.place, item.balance_minor, item.digest = f"{entry.seq:012}", entry.balance_minor, entry.digest
    if not is_available(account):
        return [put(item)]
    return [put(item), put(SettleableItem(party=party_of(account), waiting_since=journal.at, **line))]
