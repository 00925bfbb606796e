"""One way of telling (a device, e-mail) is taken before it is used: a crash may lose a push, and never doubles one.

The inbox holds the notification in any case.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from argosy.kernel import clock
from argosy.kernel.aws import ClientError, NoAnswer, NotReached
from argosy.kernel.log import logger
from argosy.kernel.write import Write, delete, put, update
from argosy.notifications.items import DeliveryItem

KEPT = timedelta(days=30)
"""Longer than a dead-letter queue keeps a message (14 days)."""


class Taken(Exception):
    """This way was used before, or is being used."""


def deliver(notification_id: str, way: str, send: Callable[[], None]) -> bool:
    """Send once by this way; False where it definitely was not sent and may be tried again.

    An answer that says no, or a connection that was never made, gives the way free. Where nobody knows it stays taken.
    """
    try:
        _take(notification_id, way, clock.now())
    except Taken:
        return True
    key = DeliveryItem.by_way.key(notification_id=notification_id, way=way)
    try:
        send()
    except (ClientError, NotReached) as refused:
        logger().warning("not delivered", notification_id=notification_id, way=way, why=type(refused).__name__)
        Write().add(delete(key)).commit()
        return False
    except NoAnswer as unknown:
        logger().error("perhaps delivered", notification_id=notification_id, way=way, why=type(unknown).__name__)
        return True
    Write().add(update(key, DeliveryItem.sent_at.set(clock.now()), when=DeliveryItem.pk.exists())).commit()
    return True


def _take(notification_id: str, way: str, at: datetime) -> None:
    item = DeliveryItem(notification_id=notification_id, way=way, taken_at=at)
    item.expires_at = int((at + KEPT).timestamp())
    Write().add(put(item, otherwise=Taken())).commit()
