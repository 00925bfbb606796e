"""What is to be settled: the statements whose period is over, and the movements that belong on each."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from argosy.ledger.items import SettleableItem
from argosy.settlement import agreements, statements
from argosy.settlement.agreement import Agreement
from argosy.settlement.items import PositionItem
from argosy.settlement.line import LineKind, kind_of
from argosy.settlement.position import Position
from argosy.settlement.statement import UNFINISHED, Movement, Statement, StatementStatus, id_of

Pair = tuple[str, str]
"""A party and an asset."""
TOGETHER = 100


@dataclass(frozen=True)
class Due:
    """A statement that has to be closed. `position` is to be saved when it is opened; a begun one has none."""

    statement: Statement
    position: Position | None = None


def waiting(until: datetime) -> list[Pair]:
    """Of whom something waits that moved before that time."""
    found: dict[Pair, None] = {}
    for shard in range(SettleableItem.waiting.shards):
        for line in SettleableItem.waiting.every(shard=shard):
            if line.at >= until:
                break  # they come in the order of time
            found[line.party, line.asset] = None
    return list(found)


def several_a_day() -> list[Pair]:
    """Of those that are settled several times a day, whom something waits for."""
    lines = (line for party in agreements.several_a_day() for line in SettleableItem.at_place.every(place=party))
    return list(dict.fromkeys((line.party, line.asset) for line in lines))


def of(pairs: Iterable[Pair], at: datetime, now: datetime, period: str | None) -> Iterator[Due]:
    """Those of these pairs for whom a period is over at that moment, and this one if it is named, and something to count."""
    left = iter(pairs)
    while some := list(islice(left, TOGETHER)):
        agreed = agreements.of(party for party, _ in some)
        for party, asset in some:
            due = _of(agreed[party], asset, at, now, period)
            if due and any(movement_of(line)[0] is not LineKind.PAYOUT for line in lines(due)):
                yield due


def _of(agreement: Agreement, asset: str, at: datetime, now: datetime, named: str | None) -> Due | None:
    terms, period = agreement.due(at, agreements.zone())
    if period.begins > now:  # of a day that is settled before its end, the slots to come
        terms, period = agreement.due(now, agreements.zone())
    if named not in (None, period.name):
        return None
    found = statements.find(id_of(agreement.party, asset, period))
    if found:
        return Due(found) if found.status in UNFINISHED else None
    position = position_of(agreement.party, asset)
    if position.is_full(period, terms):
        return None
    opened = Statement.open(agreement.party, asset, period, terms, now, opening_minor=position.carried_minor)
    return Due(opened, position.open(period))


def lines(due: Due) -> Iterator[SettleableItem]:
    """What waits and belongs on this statement, oldest first. The reserve goes on it by itself when it is closed."""
    statement = due.statement
    if statement.status is not StatementStatus.OPEN:
        return
    for line in SettleableItem.at_place.every(place=statement.party):
        if line.at >= statement.cut_off:
            return
        kind, _ = movement_of(line)
        if line.asset != statement.asset or kind is LineKind.RESERVE_IN:
            continue
        if statement.terms.takes(kind, line.at, statement.cut_off):
            yield line


def movement_of(line: SettleableItem) -> Movement:
    amount_minor = int(line.amount_minor)
    return kind_of(line.business, amount_minor), amount_minor


def position_of(party: str, asset: str) -> Position:
    item = PositionItem.by_party.get(party=party, asset=asset)
    found: Position = item.to(Position) if item else Position(party=party, asset=asset)
    return found
