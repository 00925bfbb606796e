"""A subject's facts in the order of its versions, whatever order they arrive in, and each once.

A fact only rings: its listener reads what is open of the subject, consistently. Version v was committed before v + 1 could be,
so nothing older than what is read can still come. A refusal parks that one subject for that one listener; others go on.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel.errors import StateConflict
from argosy.kernel.outbox import EventItem
from argosy.kernel.receipt import Receipt, ReceiptItem
from argosy.kernel.table import Item, Moment, Position, Primary, Spelled
from argosy.kernel.write import Write, save

FIRST, LAST = "2000", "3000"
APART = timedelta(minutes=10)
"""History is in the order of the writers' clocks, and these may differ: so far back it is looked at again."""
PAGE = 100


class PlaceItem(Item, discriminator="place"):
    """How far a listener is with a subject's facts; while `parked_on` is a fact's id, it goes no further. As hot as that."""

    of_subject = Primary("POS#{listener}#{subject}", "POS")

    listener = UnicodeAttribute()
    subject = UnicodeAttribute()
    order = UnicodeAttribute(default="")
    at = Moment(null=True)
    parked_on = UnicodeAttribute(null=True)


@dataclass(frozen=True)
class Place(Receipt):
    """Where a listener stands before a fact. As the receipt of what it does it moves on, in the same transaction."""

    subject: str
    order: str = ""
    parked_on: str | None = None
    version: int = 0
    fact: EventItem | None = None

    def before(self, fact: EventItem) -> "Place":
        return Place(self.listener, fact.id, self.subject, self.order, self.parked_on, self.version, fact)

    def record(self, _answer: Any = None) -> tuple[dict[str, Any], StateConflict]:  # type: ignore[override]
        """Raises StateConflict where another call was faster: read again, it is behind that."""
        assert self.fact is not None
        part = save(self._item(order=self.fact.order, at=self.fact.at))
        return part.request, StateConflict()

    def park(self) -> None:
        """Here it stays until the fact is redriven or given up. Raises StateConflict."""
        assert self.fact is not None
        if self.parked_on != self.fact.id:
            Write().add(save(self._item(order=self.order, at=self.fact.at, parked_on=self.fact.id))).commit()

    def _item(self, **state: Any) -> PlaceItem:
        return PlaceItem(listener=self.listener, subject=Spelled(self.subject), version=self.version + 1, **state)


def place(listener: str, subject: str) -> Place:
    """Where the listener is now."""
    found = PlaceItem.of_subject.get(listener=listener, subject=Spelled(subject))
    if found is None:
        return Place(listener, "", subject)
    return Place(listener, "", subject, found.order, found.parked_on, int(found.version))


def open_facts(listener: str, subject: str, names: frozenset[str]) -> list[EventItem]:
    """What the listener has not done yet of a subject's facts with these names, in order."""
    found = PlaceItem.of_subject.get(listener=listener, subject=Spelled(subject))
    order, since = (found.order, found.at - APART) if found else ("", FIRST)
    facts: list[EventItem] = []
    after: Position | None = None
    while True:
        page = EventItem.at_subject.query(subject=Spelled(subject), limit=PAGE, after=after, between=(since, LAST))
        facts += [fact for fact in page.items if fact.name in names and fact.order and fact.order > order]
        if page.next is None:
            return sorted(facts, key=lambda fact: str(fact.order))
        after = page.next


def given_up(listener: str, fact_id: str) -> bool:
    """Whether a person has said that it is not to be done any more (functions/queues): its receipt is there without an effect."""
    return ReceiptItem.by_event.get(event_id=fact_id, listener=listener) is not None
