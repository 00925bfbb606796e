"""A person's statement of one asset: what there was, what moved, what there is."""

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate, islice

from argosy.ledger import history, transfers
from argosy.ledger.errors import PeriodTooLong
from argosy.ledger.items import BalanceItem, EntryItem

MOST_LINES = 5_000


@dataclass(frozen=True)
class Line:
    """One movement on one of the person's accounts, and what all of them together held afterwards."""

    entry: EntryItem
    note: str | None
    balance_minor: int


@dataclass(frozen=True)
class Statement:
    """Over all accounts of one owner. Opening, lines and closing add up by construction."""

    opening_minor: int
    lines: tuple[Line, ...]

    @property
    def closing_minor(self) -> int:
        return self.lines[-1].balance_minor if self.lines else self.opening_minor


def of(owner_id: str, asset: str, since: datetime, until: datetime) -> Statement:
    """From `since` to before `until`. Raises PeriodTooLong."""
    accounts = {(item.account, asset) for item in BalanceItem.by_owner.every(owner=owner_id) if item.asset == asset}
    opening_minor = history.total_before(accounts, owner_id, asset, since)
    found = list(islice(history.entries(owner_id, asset, since, until), MOST_LINES + 1))
    if len(found) > MOST_LINES:
        raise PeriodTooLong(most=MOST_LINES)
    notes = transfers.notes([entry.business_id for entry in found if entry.business == "transfer"])
    balances = list(accumulate((int(entry.amount_minor) for entry in found), initial=opening_minor))[1:]
    lines = (Line(entry, notes.get(entry.business_id), minor) for entry, minor in zip(found, balances, strict=True))
    return Statement(opening_minor, tuple(lines))
