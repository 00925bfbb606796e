"""Takes a notification to its reader's devices, and by e-mail to those who asked for it: each way once."""

from functools import partial

from argosy.identity.items import UserItem
from argosy.kernel import clock, mail
from argosy.kernel.errors import Busy
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write
from argosy.notifications import deliveries, devices, inbox, preferences, pushes
from argosy.notifications.device import Device
from argosy.notifications.notification import Notification
from events.notifications import NotificationCreated


@listens(NotificationCreated)
def handler(event: NotificationCreated, receipt: Receipt) -> None:
    notification = inbox.get(event.user_id, event.notification_id)
    told = pushes.applications()
    done = [
        deliveries.deliver(notification.id, device.id, partial(_push, device, notification))
        for device in devices.of_user(event.user_id, clock.now())
        if device.is_pushed_to and device.platform in told
    ]
    if preferences.get(event.user_id).email:
        done.append(deliveries.deliver(notification.id, "email", partial(_mail, notification)))
    if not all(done):
        raise Busy(retry_after_seconds=1)
    Write(receipt).commit()


def _push(device: Device, notification: Notification) -> None:
    try:
        pushes.send(device, notification)
    except pushes.DeviceGone:
        devices.remove(device)


def _mail(notification: Notification) -> None:
    user = UserItem.by_id.get(id=notification.user_id)
    if user is not None:
        words = notification.words()
        mail.send(user.email, words.title, words.text)
