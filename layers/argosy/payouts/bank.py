"""The port to a bank that sends payouts: what all of them can do, and the words in which they speak with us.

A bank is a module of `argosy.payouts.banks` that has these functions; it is loaded by its name.
"""

import importlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol, cast

BANK = "aggregator"
"""The bank that new payouts go by; an attempt keeps the name of its own."""
BANKS = (BANK,)
Outcome = Literal["in_transit", "paid", "failed", "returned"]
NameCheck = Literal["match", "no_match", "deposit_sent"]


@dataclass(frozen=True)
class Account:
    """Where money is to go. Its number is shown by nothing that prints it."""

    holder_name: str
    bank_code: str
    country: str | None
    currency: str
    account_number: str = field(repr=False)


@dataclass(frozen=True)
class Transfer:
    """What the bank is to send. `number` is ours, and the same at every try."""

    number: str
    amount_minor: int
    account: Account


@dataclass(frozen=True)
class Told:
    """What a bank says of a transfer, whoever brought the word: its notification or its answer to a question."""

    outcome: Outcome
    bank_ref: str
    amount_minor: int
    currency: str
    failure: str | None = None


@dataclass(frozen=True)
class Word:
    """What a bank told by a notification, verified, in our words; `body` keeps its own."""

    bank: str
    event_id: str
    event_type: str
    body: str
    number: str | None = None
    told: Told | None = None


class Bank(Protocol):
    """All but `verified` raise BankRefused for a plain no, and BankSilent where it cannot be known whether the bank acted."""

    def check_name(self, reference: str, account: Account) -> NameCheck:
        """Whether the account is the holder's. A bank that cannot say sends a small amount of its own to be named."""

    def confirm_deposit(self, reference: str, amount_minor: int) -> bool:
        """Whether this is the small amount that was sent under this reference."""

    def create(self, transfer: Transfer) -> Told:
        """Send it; asked again it is the same transfer, known at the bank by its number for ever."""

    def query(self, number: str) -> Told | None:
        """What the bank knows of the transfer now; none where it has never heard the number."""

    def verified(self, raw: bytes, signature: str, at: datetime) -> Word:
        """A notification, if the bank signed these bytes now. Raises InvalidSignature, TimestampOutOfRange."""


def bank(name: str) -> Bank:
    """The bank of this name (a name that an attempt carries, never a client's text)."""
    return cast("Bank", importlib.import_module(f"argosy.payouts.banks.{name}"))
