"""Puts what concerns somebody into their inbox, from where it goes to their devices: once per fact and recipient."""

from argosy.identity.items import UserItem
from argosy.kernel import clock, trace
from argosy.kernel.outbox import Event
from argosy.kernel.receipt import Receipt
from argosy.kernel.table import fetch
from argosy.kernel.worker import listens
from argosy.kernel.write import Write
from argosy.notifications import inbox
from argosy.notifications.templates import language_of
from argosy.notifications.told import HEARD


@listens(*HEARD)
def handler(event: Event, receipt: Receipt) -> None:
    """Parties that are no users, such as the platform, have no inbox."""
    to_say = HEARD[type(event)](event, trace.current().actor, receipt.event_id)
    people = {notice.user_id: UserItem.by_id.key(id=notice.user_id) for notice in to_say}
    users = fetch(people.values())
    for notice in to_say:
        raw = users.get(people[notice.user_id])
        if raw is not None:
            inbox.receive(notice, language_of(UserItem.read(raw).locale), clock.now())
    Write(receipt).commit()
