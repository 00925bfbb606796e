"""Tells the events whose time has come. Woken each minute; late, twice or at once with itself it does no harm."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from argosy.kernel import clock, ids
from argosy.kernel.errors import Busy
from argosy.kernel.log import logger
from argosy.kernel.outbox import EventItem
from argosy.kernel.receipt import AlreadyDone
from argosy.kernel.table import Position
from argosy.kernel.timer import SHARDS, TimerItem
from argosy.kernel.worker import scheduled
from argosy.kernel.write import Write, delete, put

PAGE = 100
FIRST = "2000"
A_TICK = timedelta(milliseconds=1)
"""What is due now goes on after its time, with its name: the bound has to lie behind that."""
TOGETHER = 25
"""Timers in one transaction: two writes each, and far from what one may weigh."""
LONGEST_SECONDS = 45
"""Then it stops, and the next minute's call goes on: a flood of deadlines is no reason to run into the timeout."""
KEPT_SECONDS = 30 * 24 * 3600
"""How long a told event stays beside its timer's key, where nobody looks for history."""


class Untold(Exception):
    """Some timers could not be told; the log names them. They stay, and are tried again each minute."""


@dataclass
class Shard:
    """How far one shard is drained in this call."""

    number: int
    after: Position | None = None
    drained: bool = False


@scheduled
def handler(now: datetime) -> None:
    began, untold = time.monotonic(), 0
    left = [Shard(number) for number in range(SHARDS)]
    while left and time.monotonic() < began + LONGEST_SECONDS:
        untold += sum(_page(shard, now) for shard in left)  # page by page in turn, so that no shard starves the others
        left = [shard for shard in left if not shard.drained]
    if untold:
        raise Untold(f"{untold} timers")


def _page(shard: Shard, now: datetime) -> int:
    """Tells the next page of what is due in a shard, oldest first; returns how many of it could not be told."""
    page = TimerItem.waiting.query(shard=shard.number, limit=PAGE, after=shard.after, between=(FIRST, now + A_TICK))
    shard.after, shard.drained, due = page.next, page.next is None, page.items
    return sum(_tell(due[start : start + TOGETHER]) for start in range(0, len(due), TOGETHER))


def _tell(timers: list[TimerItem]) -> int:
    """All in one transaction; if one of them hinders it, halves are tried until it is alone. The number that stays."""
    try:
        _commit(timers)
    except Busy:
        raise
    except Exception as why:
        if len(timers) > 1:
            middle = len(timers) // 2
            return _tell(timers[:middle]) + _tell(timers[middle:])
        if not isinstance(why, AlreadyDone):
            logger().exception("a timer cannot be told", timer=timers[0].name, about=timers[0].about)
            return 1
    return 0


def _commit(timers: list[TimerItem]) -> None:
    write = Write()
    for timer in timers:
        event = EventItem.stored(
            timer.name, int(timer.event_version), timer.data, timer.key, id=ids.derived("evt", *timer.key)
        )
        event.expires_at = int(clock.now().timestamp()) + KEPT_SECONDS
        # The index may still show what another call has told: the timer itself decides.
        write.add(delete(timer.key, otherwise=AlreadyDone()), put(event))
    write.commit()
