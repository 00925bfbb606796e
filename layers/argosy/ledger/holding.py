"""What a party holds on one strict account: never less than nothing, each movement numbered and chained to the one before."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Self

from argosy.kernel.errors import Conflict, InvalidState
from argosy.kernel.noun import Noun
from argosy.ledger.account_kinds import is_receivable
from argosy.ledger.accounts import InsufficientFunds
from argosy.ledger.journal import Journal


class AccountFrozen(Conflict, code="account_frozen"):
    """Two people have decided that nothing may leave this account, or that nobody may send money there either."""

    en = "This account is frozen."
    zh = "该账户已被冻结。"


class AccountStatus(StrEnum):
    """active ⇄ frozen_debit (nothing leaves) ⇄ frozen_all (and nobody sends money there).

    What is due to its owner is booked all the same: earnings, refunds, what a bank has sent back.
    """

    ACTIVE = "active"
    FROZEN_DEBIT = "frozen_debit"
    FROZEN_ALL = "frozen_all"


@dataclass(frozen=True)
class Entry:
    """One movement of one account: the seq-th since it was opened, and what was there afterwards.

    Its digest covers the entry before, so a movement that is changed, left out or put in breaks the chain.
    """

    journal_id: str
    account: str
    amount_minor: int
    seq: int
    balance_minor: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class Holding(Noun):
    """Balance, what of it is held, and the rest, which may leave. Version 0 is an account that was never used."""

    account: str
    asset: str
    balance_minor: int = 0
    held_minor: int = 0
    available_minor: int = 0
    status: AccountStatus = AccountStatus.ACTIVE
    seq: int = 0
    digest: str = ""
    version: int = 0

    def moved(self, journal: Journal, amount_minor: int) -> tuple[Self, Entry]:
        """After a journal moved so much (below zero: out of it). Raises InsufficientFunds, AccountFrozen."""
        leaves = amount_minor < 0 and not is_receivable(self.account)
        if leaves and self.status is not AccountStatus.ACTIVE:
            raise AccountFrozen
        balance_minor, available_minor = self.balance_minor + amount_minor, self.available_minor + amount_minor
        if (available_minor > 0) if is_receivable(self.account) else (leaves and available_minor < 0):
            raise InsufficientFunds(account=self.account)
        digest = chained(self.digest, journal, self.account, amount_minor, balance_minor)
        entry = Entry(journal.id, self.account, amount_minor, self.seq + 1, balance_minor, digest)
        after = replace(
            self, balance_minor=balance_minor, available_minor=available_minor, seq=entry.seq, digest=digest
        )
        return after, entry

    def takes_money(self) -> None:
        """Raises AccountFrozen where nobody may send money there."""
        if self.status is AccountStatus.FROZEN_ALL:
            raise AccountFrozen

    def hold(self, amount_minor: int) -> Self:
        """With so much of it set aside. Raises InsufficientFunds, AccountFrozen."""
        if self.status is not AccountStatus.ACTIVE:
            raise AccountFrozen
        if amount_minor > self.available_minor:
            raise InsufficientFunds(account=self.account)
        return replace(
            self, held_minor=self.held_minor + amount_minor, available_minor=self.available_minor - amount_minor
        )

    def let_go(self, amount_minor: int) -> Self:
        """With so much of what was set aside available again."""
        return replace(
            self, held_minor=self.held_minor - amount_minor, available_minor=self.available_minor + amount_minor
        )

    def restricted(self, status: AccountStatus) -> Self:
        """Frozen to that degree, or active again. Raises InvalidState where it is so already."""
        if status is self.status:
            raise InvalidState(status=self.status)
        return replace(self, status=status)


def chained(before: str, journal: Journal, account: str, amount_minor: int, balance_minor: int) -> str:
    """The digest of an entry that follows the one with the digest `before`."""
    held = [before, journal.id, journal.digest, account, journal.asset, amount_minor, balance_minor]
    return hashlib.sha256(json.dumps(held).encode()).hexdigest()


Account = tuple[str, str]
"""An account's name and one asset on it."""
Holdings = Mapping[Account, Holding]
