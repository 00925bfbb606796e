"""What a settlement would do now: the same rules, and nothing is written."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from argosy.kernel.sums import summed
from argosy.settlement import due, reserve, statements
from argosy.settlement.due import Due, movement_of
from argosy.settlement.line import LineKind
from argosy.settlement.statement import Statement, StatementStatus

LONGEST_SECONDS = 20
MOST_SHOWN = 100


@dataclass(frozen=True)
class Preview:
    """The first statements as they would be closed; how many there are, what they pay by asset, and whether that is all."""

    statements: list[Statement]
    count: int
    payable_minor: dict[str, int]
    complete: bool


def of(at: datetime, now: datetime, period: str | None) -> Preview:
    """As many statements as can be looked at while somebody waits."""
    until = time.monotonic() + LONGEST_SECONDS
    found: list[Statement] = []
    complete = True
    for statement in _closed(at, now, period):
        found.append(statement)
        if time.monotonic() > until:
            complete = False
            break
    payable = summed((one.asset, one.closing_minor) for one in found if one.status is StatementStatus.CLOSED)
    return Preview(found[:MOST_SHOWN], len(found), payable, complete)


def _closed(at: datetime, now: datetime, period: str | None) -> Iterator[Statement]:
    """Where a statement was begun, that one; what would be on the next can be known when it is closed."""
    begun = {(statement.party, statement.asset): statement for statement in statements.unfinished()}
    for statement in begun.values():
        yield _as_closed(Due(statement), now)
    fresh = [pair for pair in due.waiting(min(at, now)) if pair not in begun]
    for each in due.of(fresh, at, now, period):
        yield _as_closed(each, now)


def _as_closed(found: Due, now: datetime) -> Statement:
    statement = found.statement
    if statement.status is StatementStatus.CLOSING:
        last = [movement_of(reserve.line_of(statement))]
    else:
        statement = statement.take(map(movement_of, due.lines(found)))
        free_minor, _ = reserve.free_minor(statement)
        amount_minor = statement.reserve_minor(free_minor)
        last = [(LineKind.RESERVE_IN, -amount_minor)] if amount_minor else []
    closed, _ = statement.close(now, last)
    return closed
