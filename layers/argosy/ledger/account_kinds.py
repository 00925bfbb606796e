"""How an account is kept, and whose it is, by its name.

A party's own accounts are strict: one balance that never goes below zero, every movement numbered. Flow accounts are hot, so
their balance lies in shards, and may be negative (the world owes what it has paid us). Between them stand escrow and suspense:
one balance each, never below zero, unnumbered.
"""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from argosy.ledger.accounts import PLATFORM

PURPOSES = ("pending", "available", "reserve", "payout_hold", "at_channel", "receivable", "cash", "budget")
"""What a party's money may be there for: the last word of its accounts."""
FLOW_SHARDS = 16
"""A flow account takes 16 x 500 journals a second; a strict one 500, and no single party earns faster."""


def is_flow(account: str) -> bool:
    return account.startswith(("world:", "platform:")) or is_pending(account)


def is_strict(account: str) -> bool:
    return party_of(account) is not None and not is_flow(account)


def is_pending(account: str) -> bool:
    return account.endswith(":pending")


def is_available(account: str) -> bool:
    return account.endswith(":available")


def is_at_channel(account: str) -> bool:
    return account.endswith(":at_channel")


def is_payout_hold(account: str) -> bool:
    return account.endswith(":payout_hold")


def is_spendable(account: str) -> bool:
    """Whether what lies there may leave at its owner's wish."""
    return account.endswith((":available", ":cash", ":budget"))


def is_receivable(account: str) -> bool:
    return account.endswith(":receivable")


def may_be_negative(account: str) -> bool:
    """Flow accounts, whose other side is the world, and what parties owe."""
    return is_flow(account) or is_receivable(account)


def party_of(account: str) -> str | None:
    """The party whose money it is, as `creator:usr_…`; none for the platform's own accounts and the world."""
    party, _, purpose = account.rpartition(":")
    return party if purpose in PURPOSES else None


def is_earning(party: str) -> bool:
    """Whether what the party is given of a sale waits on an account of its own: not the platform, a buyer or an advertiser."""
    return not party.startswith(("platform:", "user:", "advertiser:"))


def owner_of(account: str) -> str | None:
    """Who that party is: a person has one wallet, whatever the money in it was earned as."""
    party = party_of(account)
    return party.partition(":")[2] if party else None


def shards_of(account: str) -> int:
    return FLOW_SHARDS if is_flow(account) else 1


AccountName = Annotated[str, StringConstraints(pattern=r"^[a-z_]+(:[A-Za-z0-9_.-]{1,60}){1,3}$", max_length=120)]
"""Any account, as a client names it."""


def is_payable(account: str) -> bool:
    """Whether a person may send money there: the platform's own accounts, and those with one balance of somebody."""
    return account in PLATFORM or (is_strict(account) and bool(owner_of(account)))


def _strict(account: str) -> str:
    if not (is_strict(account) and owner_of(account)):
        raise PydanticCustomError("invalid_account", "this is not a party's own account")
    return account


def _freezable(account: str) -> str:
    if not is_spendable(account):
        raise PydanticCustomError("invalid_account", "nothing leaves this account at its owner's wish")
    return account


def _payable(account: str) -> str:
    return account if account in PLATFORM else _strict(account)


StrictAccount = Annotated[AccountName, AfterValidator(_strict)]
"""An account with one balance of its own, which can be put right."""
FreezableAccount = Annotated[StrictAccount, AfterValidator(_freezable)]
"""One that its owner spends from: what banks and channels say of the others is booked, whatever is suspected."""
PayableAccount = Annotated[AccountName, AfterValidator(_payable)]
"""Where money that was held may go."""
