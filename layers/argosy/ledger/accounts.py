"""The chart of accounts. An account's name says whose money it is and how it is kept.

Strict accounts have one balance that never goes below zero; flow accounts are hot, so their balance lies in shards and may be
negative (the world owes what it has paid us).
"""

from argosy.kernel.errors import Conflict

COMMISSION = "platform:commission"
FLOW_SHARDS = 16
"""A flow account takes 16 x 500 journals a second; a strict one 500, and no single party earns faster."""


class InsufficientFunds(Conflict, code="insufficient_funds"):
    """The account does not hold that much."""

    en = "There is not enough money in {account}."
    zh = "{account} 余额不足。"


def world(channel: str) -> str:
    """What a payment channel holds for us; negative as long as it does."""
    return f"world:{channel}"


def escrow(order_id: str) -> str:
    """An order's money between its payment and its split."""
    return f"order:{order_id}:escrow"


def pending(party: str) -> str:
    """What a party has earned and may still have to give back."""
    return f"{party}:pending"


def available(party: str) -> str:
    """What a party may be paid."""
    return f"{party}:available"


def suspense(why: str, attempt_id: str) -> str:
    """Money that came and belongs to no order: it waits under its attempt's name."""
    return f"suspense:{why}:{attempt_id}"


def creator(user_id: str) -> str:
    """The party of a seller or author."""
    return f"creator:{user_id}"


def is_flow(account: str) -> bool:
    return account.startswith(("world:", "platform:")) or account.endswith(":pending")


def owner_of(account: str) -> str | None:
    """The party whose money it is; none for the platform's own accounts and the world."""
    party, _, purpose = account.rpartition(":")
    return party if purpose in ("pending", "available") else None


def is_available(account: str) -> bool:
    return account.endswith(":available")


def shards_of(account: str) -> int:
    return FLOW_SHARDS if is_flow(account) else 1
