"""A listener's receipt: written in the transaction of its effect, so an event delivered five times acts once."""

from dataclasses import dataclass
from typing import Any

from pynamodb.attributes import UnicodeAttribute

from argosy.kernel import clock
from argosy.kernel.errors import Conflict
from argosy.kernel.table import Item, Primary

KEPT_SECONDS = 30 * 24 * 3600
"""Longer than a dead-letter queue keeps a message (14 days), so that a late redrive still acts once."""


class AlreadyDone(Conflict, code="already_done"):
    """This listener has had this event; that is success."""

    en = "This event was handled before."
    zh = "该事件已处理。"


class ReceiptItem(Item, discriminator="receipt"):
    """That a listener has done its part for an event. Keys are spread by the event's id: never hot."""

    by_event = Primary("RECEIPT#{event_id}", "{listener}")

    event_id = UnicodeAttribute()
    listener = UnicodeAttribute()


@dataclass(frozen=True)
class Receipt:
    """Which listener takes which event: `Write(receipt)`."""

    listener: str
    event_id: str

    def of(self, part: str) -> "Receipt":
        """For one of several things that the listener does with the event."""
        return Receipt(f"{self.listener}/{part}", self.event_id)

    def record(self, _answer: Any = None) -> tuple[dict[str, Any], AlreadyDone]:
        item = ReceiptItem(event_id=self.event_id, listener=self.listener)
        item.expires_at = int(clock.now().timestamp()) + KEPT_SECONDS
        request = item.get_save_kwargs_from_instance(condition=Item.pk.does_not_exist())
        return request, AlreadyDone()
