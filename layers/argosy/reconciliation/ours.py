"""What we know under a line's number: the payment or the refund, and what it has moved on the channel's account."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from argosy.ledger import accounts
from argosy.ledger.journal import Journal
from argosy.payments.attempt import Attempt
from argosy.reconciliation.line import Entry, Kind
from argosy.refunds.refund import Refund

Journals = Mapping[Entry, list[Journal]]
KINDS: dict[str, Kind] = {"payment": "payment", "refund": "refund", "dispute": "dispute"}
"""The businesses by whose numbers a channel knows what moves."""


@dataclass(frozen=True)
class Ours:
    """`attempt` is the payment, or the one that the refund gives back; `moved` when the channel came to hold how much more."""

    attempt: Attempt | None = None
    refund: Refund | None = None
    moved: tuple[tuple[datetime, int], ...] = ()

    @property
    def booked_minor(self) -> int:
        return sum(minor for _, minor in self.moved)

    def within(self, since: datetime, until: datetime) -> int:
        return sum(minor for at, minor in self.moved if since <= at < until)

    @property
    def order_id(self) -> str | None:
        return self.refund.order_id if self.refund else self.attempt.order_id if self.attempt else None


def entry_of(journal: Journal) -> Entry:
    """The number under which a channel would have a journal on its bill."""
    kind = KINDS.get(journal.business, "other")
    return kind, journal.id if kind == "other" else journal.business_id, journal.asset


def held_minor(journal: Journal, channel: str) -> int:
    """How much more the channel holds for us by it."""
    return -journal.net().get(accounts.world(channel), 0)
