"""What a settlement would do now: the same rules, and nothing is written."""

import time
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
    began, complete = time.monotonic(), True
    begun = {(statement.party, statement.asset): statement for statement in statements.unfinished()}
    found = [_as_closed(Due(statement), now) for statement in begun.values()]
    # Where a statement was begun, what is on the next one can be known when it is closed.
    fresh = [pair for pair in due.waiting(min(at, now)) if pair not in begun]
    for start in range(0, len(fresh), due.TOGETHER):
        if time.monotonic() > began + LONGEST_SECONDS:
            complete = False
            break
        found += [_as_closed(each, now) for each in due.of(fresh[start : start + due.TOGETHER], at, now, period)]
    payable = summed((one.asset, one.closing_minor) for one in found if one.status is StatementStatus.CLOSED)
    return Preview(found[:MOST_SHOWN], len(found), payable, complete)


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
