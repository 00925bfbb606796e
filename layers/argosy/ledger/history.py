"""What an account held at a moment of the past: the balance of the last sealed day before, and what moved since."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from argosy.ledger import closings, journals, seals
from argosy.ledger.account_kinds import owner_of
from argosy.ledger.items import EntryItem
from argosy.ledger.seal import Account

MOMENT = timedelta(milliseconds=1)
"""The ledger's times are no finer."""


def balance_before(account: str, asset: str, moment: datetime) -> int:
    """In minor units, without what was journalled at that moment itself.

    A party's account is followed by its entries, which are few; any other by the journals of all, a day of them at most.
    """
    sealed = seals.by(moment)
    opening = closings.upto([(account, asset)], sealed.day)[account, asset] if sealed else 0
    since = sealed.until if sealed else journals.ALWAYS
    owner = owner_of(account)
    if owner:
        lines = entries(owner, asset, since, moment)
        return opening + sum(int(line.amount_minor) for line in lines if line.account == account)
    found = (journal for journal in journals.between(since, moment) if journal.asset == asset)
    return opening + sum(journal.net().get(account, 0) for journal in found)


def total_before(accounts: Iterable[Account], owner_id: str, asset: str, moment: datetime) -> int:
    """The same for all accounts of one owner together."""
    sealed = seals.by(moment)
    opening = sum(closings.upto(accounts, sealed.day).values()) if sealed else 0
    lines = entries(owner_id, asset, sealed.until if sealed else journals.ALWAYS, moment)
    return opening + sum(int(line.amount_minor) for line in lines)


def entries(owner_id: str, asset: str, since: datetime, until: datetime) -> Iterable[EntryItem]:
    """What moved on a person's accounts from `since` to before `until`, in the order of time."""
    return EntryItem.by_owner.every(owner=owner_id, asset=asset, between=(since, until))
