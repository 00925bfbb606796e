"""The chart of accounts. An account's name says whose money it is and how it is kept.

A party's own accounts are strict: one balance that never goes below zero, every movement numbered. Flow accounts are hot, so
their balance lies in shards, and may be negative (the world owes what it has paid us). Between them stand escrow and suspense:
one balance each, never below zero, unnumbered.
"""

from typing import Annotated

from pydantic import AfterValidator, StringConstraints
from pydantic_core import PydanticCustomError

from argosy.kernel.errors import Conflict, Invalid

COMMISSION = "platform:commission"
DEFERRED = "platform:deferred"
"""What was paid for and is earned later, day by day: memberships."""
FEE_EXPENSE = "platform:fee_expense"
"""What payment channels take for payments and disputes."""
ADJUSTMENT = "platform:adjustment"
"""The other side of what two people have put right by hand, and what a dispute about a statement has cost or brought."""
TAX_PAYABLE = "platform:tax_payable"
"""The tax in what buyers paid, and what is withheld from payouts, until it goes to the office."""
PLATFORM = (COMMISSION, DEFERRED, FEE_EXPENSE, ADJUSTMENT, TAX_PAYABLE)
PURPOSES = ("pending", "available", "reserve", "payout_hold", "at_channel", "receivable", "cash", "budget")
"""What a party's money may be there for: the last word of its accounts."""
FLOW_SHARDS = 16
"""A flow account takes 16 x 500 journals a second; a strict one 500, and no single party earns faster."""


class InsufficientFunds(Conflict, code="insufficient_funds"):
    """The account does not hold that much."""

    en = "There is not enough money in {account}."
    zh = "{account} 余额不足。"


class SameAccount(Invalid, code="same_account"):
    """Money does not go from somebody to themselves."""

    en = "You cannot send money to yourself."
    zh = "不能向自己转账。"


def world(channel: str) -> str:
    """What a payment channel holds for us; negative as long as it does."""
    return f"world:{channel}"


def disputed(channel: str) -> str:
    """What a channel has taken back for disputes that are open: below zero by what it may still give again."""
    return world(f"{channel}:disputed")


def bank(name: str) -> str:
    """What lies at a bank for us, or has gone out by it."""
    return world(f"bank:{name}")


def escrow(order_id: str) -> str:
    """An order's money between its payment and its split."""
    return f"order:{order_id}:escrow"


def pending(party: str) -> str:
    """What a party has earned and may still have to give back."""
    return f"{party}:pending"


def available(party: str) -> str:
    """What a party may be paid."""
    return f"{party}:available"


def cash(party: str) -> str:
    """What a person has put into their wallet, or got back into it."""
    return f"{party}:cash"


def budget(party: str) -> str:
    """What an advertiser has paid and not yet spent."""
    return f"{party}:budget"


def reserve(party: str) -> str:
    """What is kept back of a party's earnings for some days, against what may come back."""
    return f"{party}:reserve"


def at_channel(party: str) -> str:
    """What a party has earned and a payment channel is to pass on to it: seen in its wallet, and out of a payout's reach."""
    return f"{party}:at_channel"


def payout_hold(party: str) -> str:
    """What is on its way out to a party's bank."""
    return f"{party}:payout_hold"


def receivable(party: str) -> str:
    """What a party owes because more was taken back than it had: below zero by that much, never above."""
    return f"{party}:receivable"


def suspense(why: str, about: str) -> str:
    """Money that belongs to nobody yet: it waits under the name of the attempt, refund or bill line that brought it."""
    return f"suspense:{why}:{about}"


def creator(user_id: str) -> str:
    """The party of a seller or author."""
    return f"creator:{user_id}"


def user(user_id: str) -> str:
    """The party of a person as a buyer."""
    return f"user:{user_id}"


def advertiser(user_id: str) -> str:
    """The party of a person who advertises."""
    return f"advertiser:{user_id}"


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


def _payable(account: str) -> str:
    return account if account in PLATFORM else _strict(account)


StrictAccount = Annotated[AccountName, AfterValidator(_strict)]
"""An account with one balance of its own, which can be frozen and put right."""
PayableAccount = Annotated[AccountName, AfterValidator(_payable)]
"""Where money that was held may go."""
