"""Running a settlement: every movement that is due goes on one statement, in chunks that are each one transaction."""

import time
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from itertools import chain, islice

from argosy.kernel import clock
from argosy.kernel.errors import StateConflict
from argosy.kernel.log import logger
from argosy.kernel.write import Part, Write, retrying, save
from argosy.ledger import ledger
from argosy.ledger.items import SettleableItem
from argosy.settlement import due, reserve, statements
from argosy.settlement.due import Due, movement_of
from argosy.settlement.items import PositionItem
from argosy.settlement.statement import Statement, StatementStatus
from events.settlement import ReserveDue

MOST_LINES_AT_ONCE = 90
"""With the statement, the position and a fact they fit one transaction."""
LONGEST_SECONDS = 240
"""Then it stops, and whoever woke it tries again: some 5 000 statements, and none of them is begun twice."""


class Unsettled(Exception):
    """Some statements could not be closed; the log names them. What is left is taken up by the next try."""


def run(at: datetime, now: datetime, period: str | None = None) -> int:
    """Close what is over at that moment, and this period alone if it is named; how many statements were closed.

    Run twice, or late, it changes nothing more. Raises Unsettled.
    """
    return _settle_all(due.of(due.waiting(min(at, now)), at, now, period))


def run_several_a_day(now: datetime) -> int:
    """The same for the parties that are settled several times a day."""
    return _settle_all(due.of(due.several_a_day(), now, now, None))


def _settle_all(found: Iterable[Due]) -> int:
    """What a broken run left is finished first. One party's trouble is no reason to leave the others waiting."""
    began, closed, unsettled = time.monotonic(), 0, 0
    for each in chain(map(Due, statements.unfinished()), found):
        if time.monotonic() > began + LONGEST_SECONDS:
            raise Unsettled("more than fits one call")
        try:
            closed += _settle(each)
        except Exception:
            logger().exception("a statement cannot be closed", statement_id=each.statement.id)
            unsettled += 1
    if unsettled:
        raise Unsettled(f"{unsettled} statements")
    return closed


def _settle(found: Due) -> bool:
    """Whether this run closed the statement."""
    statement = found.statement
    try:
        for lines in _chunks(due.lines(found)):
            statement = _take(statement, lines, found)
        if statement.version == 0:
            return False  # what was seen waiting is on another statement already
        _close(retrying(partial(_keep_reserve, statement)))  # the party's account moves while it sells
    except StateConflict:
        return False  # another run is at it; what it leaves is found by the next
    return True


def _chunks(lines: Iterator[SettleableItem]) -> Iterator[list[SettleableItem]]:
    while some := list(islice(lines, MOST_LINES_AT_ONCE)):
        yield some


def _take(statement: Statement, lines: list[SettleableItem], found: Due) -> Statement:
    after = statement.take(map(movement_of, lines))
    write = Write().add(statements.saved(after), *(_put_on(line, after) for line in lines))
    if statement.version == 0 and found.position:
        write.add(save(PositionItem.of(found.position)))
    write.commit()
    return after


def _keep_reserve(statement: Statement) -> Statement:
    """Where a reserve was agreed it moves now, and comes back by a timer."""
    if statement.status is not StatementStatus.OPEN or not statement.terms.reserve_bps:
        return statement
    free_minor, read = reserve.free_minor(statement)
    amount_minor = statement.reserve_minor(free_minor)
    if not amount_minor:
        return statement
    now, closing = clock.now(), statement.closing()
    write = Write().add(statements.saved(closing))
    write.add(*ledger.post(reserve.kept(statement, amount_minor, now), read=read))
    until = now + timedelta(days=statement.terms.reserve_days)
    write.remind(until, ReserveDue(statement_id=statement.id), about=statement.id).commit()
    return closing


def _close(statement: Statement) -> None:
    last = [reserve.line_of(statement)] if statement.status is StatementStatus.CLOSING else []
    closed, told = statement.close(clock.now(), map(movement_of, last))
    write = Write().add(statements.saved(closed), *(_put_on(line, closed) for line in last))
    if closed.status is StatementStatus.CARRIED and closed.closing_minor:
        position = due.position_of(closed.party, closed.asset)
        write.add(save(PositionItem.of(position.carry(closed.closing_minor))))
    write.tell(told, beside=statements.key(closed.id)).commit()


def _put_on(line: SettleableItem, statement: Statement) -> Part:
    line.statement_id, line.waiting_since, line.version = statement.id, None, int(line.version) + 1
    return save(line)
