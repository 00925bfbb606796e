"""The chart of accounts: their names, which say whose money it is and what it is there for."""

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
