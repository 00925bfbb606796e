"""Inboxes as they are kept. An entry's id follows from its fact, so a fact that is told twice gives one entry."""

from collections.abc import Iterable
from datetime import datetime

from argosy.kernel.errors import Busy, NotFound, StateConflict
from argosy.kernel.table import Page, Position, fetch
from argosy.kernel.write import Write, put, retrying, save, update
from argosy.notifications.items import InboxItem, NotificationItem
from argosy.notifications.notice import Notice
from argosy.notifications.notification import Inbox, Notification
from events.notifications import NotificationCreated


class AlreadyTold(Exception):
    """The entry stands there: success."""


def receive(notice: Notice, language: str, at: datetime) -> None:
    """Put it into the inbox and tell that it is there, once. Raises Busy where too many come at the same time."""

    def once() -> None:
        inbox = state(notice.user_id).received()
        item = _item(Notification.of(notice, number=inbox.last_number, language=language, at=at))
        told = NotificationCreated(notification_id=item.id, user_id=item.user_id)
        write = Write().add(put(item, otherwise=AlreadyTold()), save(InboxItem.of(inbox)))
        write.tell(told, beside=item.key).commit()

    try:
        retrying(once)
    except AlreadyTold:
        return
    except StateConflict:
        raise Busy(retry_after_seconds=1) from None


def get(user_id: str, notification_id: str) -> Notification:
    """Raises NotFound."""
    return NotificationItem.by_id.load(Notification, user_id=user_id, id=notification_id)


def state(user_id: str) -> Inbox:
    """Empty before the first entry."""
    item = InboxItem.of_user.get(user_id=user_id)
    return item.to(Inbox) if item else Inbox(user_id=user_id)


def page(user_id: str, limit: int, after: Position | None) -> Page:
    """Entries, the newest first."""
    return NotificationItem.in_order.query(user_id=user_id, limit=limit, after=after, newest_first=True)


def read(user_id: str, notification_ids: Iterable[str], at: datetime) -> Inbox:
    """The inbox after these are read; what was read before stays so. Raises NotFound for one that is not in it."""
    keys = {NotificationItem.by_id.key(user_id=user_id, id=one) for one in notification_ids}

    def once() -> Inbox:
        raws = fetch(keys)
        if len(raws) < len(keys):
            raise NotFound
        items, before = [NotificationItem.read(raw) for raw in raws.values()], state(user_id)
        unread = [item for item in items if not item.to(Notification).is_read(before.read_through)]
        if not unread:
            return before
        inbox = before.read(len(unread))
        marked = (
            update(item.key, NotificationItem.read_at.set(at), when=NotificationItem.read_at.does_not_exist())
            for item in unread
        )
        Write().add(save(InboxItem.of(inbox)), *marked).commit()
        return inbox

    return retrying(once)


def read_all(user_id: str) -> Inbox:
    """The inbox after everything in it is read: one write, however much there is."""

    def once() -> Inbox:
        before = state(user_id)
        if not before.unread:
            return before
        inbox = before.read_all()
        Write().add(save(InboxItem.of(inbox))).commit()
        return inbox

    return retrying(once)


def _item(notification: Notification) -> NotificationItem:
    return NotificationItem.of(notification, sort_number=f"{notification.number:012d}")
