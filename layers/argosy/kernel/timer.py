"""A deadline is an item: the event that is told when it is due, by a schedule (functions/timers/drain.py)."""

import zlib
from datetime import datetime

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel import clock
from argosy.kernel.outbox import Event
from argosy.kernel.table import Gsi1, Item, Moment, Primary

SHARDS = 8
"""Each shard takes 500 new timers a second for one minute; more needs more shards, which is only this number."""


class TimerItem(Item, discriminator="timer"):
    """An event that waits for its time. Timers are not taken back: the listener finds that nothing is left to do.

    The index has each shard's timers in the order of time, so a drain after a long pause asks no more than any other.
    """

    due = Primary("DUE#{minute}#{shard}", "{due_at}#{name}#{about}")
    waiting = Gsi1("TIMERS#{shard}", "{due_at}#{name}#{about}")

    minute = UnicodeAttribute()
    shard = NumberAttribute()
    due_at = Moment()
    name = UnicodeAttribute()
    event_version = NumberAttribute()
    about = UnicodeAttribute()
    data = UnicodeAttribute()

    @classmethod
    def telling(cls, event: Event, *, at: datetime, about: str) -> "TimerItem":
        return cls(
            minute=minute_of(at), shard=zlib.crc32(about.encode()) % SHARDS, due_at=at, name=event.name,
            event_version=event.event_version, about=about, data=event.model_dump_json(),
        )  # fmt: skip


def minute_of(at: datetime) -> str:
    """`202611200408`: the partition in which everything due in this minute lies."""
    return clock.spell(at)[:16].translate(str.maketrans("", "", "-T:"))
