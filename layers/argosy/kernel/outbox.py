"""A fact is written as an item in the transaction of its cause, beside the thing it is about, whose history it also is.

The relay (functions/outbox/relay.py) reads new ones from the table's stream and puts them on the bus.
"""

import json
from typing import Any, ClassVar

from pydantic import BaseModel
from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from argosy.kernel import clock, ids, trace
from argosy.kernel.table import Item, Key, Moment, Page, Position, Primary, Spelled

HISTORY = "EVT#"


class Event(BaseModel, frozen=True, extra="forbid", defer_build=True):
    """What happened, in business words: `class OrderPaid(Event, name="order.paid", version=1)`.

    A field may be added with a default; anything else is a new version.
    """

    name: ClassVar[str]
    event_version: ClassVar[int]

    def __init_subclass__(cls, name: str = "", version: int = 1, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.name, cls.event_version = name, version

    @classmethod
    def __pydantic_init_subclass__(cls, name: str = "", version: int = 1, **kwargs: Any) -> None:
        """Pydantic hands the class arguments on; they are taken above."""


class EventItem(Item, discriminator="event"):
    """A fact in the table. It lies in its subject's partition, so it is as hot as the subject and no hotter."""

    at_subject = Primary("{subject}", HISTORY + "{at}#{id}")

    subject = UnicodeAttribute()
    id = UnicodeAttribute()
    name = UnicodeAttribute()
    event_version = NumberAttribute()
    at = Moment()
    actor = UnicodeAttribute()
    trace_id = UnicodeAttribute()
    hops = NumberAttribute()
    data = UnicodeAttribute()
    order = UnicodeAttribute(null=True)
    """Sorts a subject's facts as they happened: its version, and which fact of it. Where it was saved in the same transaction."""

    @classmethod
    def telling(cls, event: Event, beside: Key) -> "EventItem":
        return cls.stored(event.name, event.event_version, event.model_dump_json(), beside, id=ids.new("evt"))

    @classmethod
    def stored(cls, name: str, event_version: int, data: str, beside: Key, *, id: str) -> "EventItem":
        """A fact whose class need not be known here: `data` is its JSON, as a timer keeps it."""
        now = trace.current()
        return cls(
            subject=Spelled(beside.pk), id=id, name=name, event_version=event_version, at=clock.now(),
            actor=now.actor, trace_id=now.trace_id, hops=now.hops, data=data,
        )  # fmt: skip

    def envelope(self) -> dict[str, Any]:
        """What travels on the bus and is heard by listeners (kernel/worker.py)."""
        return {
            "id": self.id, "name": self.name, "version": int(self.event_version), "at": clock.spell(self.at),
            "actor": self.actor, "trace_id": self.trace_id, "hops": int(self.hops), "subject": self.subject,
            "order": self.order, "data": json.loads(self.data),
        }  # fmt: skip


def history(subject: Key, *, limit: int = 100, after: Position | None = None) -> Page:
    """What happened to a thing, oldest first."""
    return EventItem.at_subject.query(subject=Spelled(subject.pk), limit=limit, after=after)
