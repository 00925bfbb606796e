"""What notifications tells."""

from argosy.kernel.outbox import Event


class NotificationCreated(Event, name="notifications.notification_created", version=1):
    """Something stands in a user's inbox; it is on its way to their devices. Told once per fact and recipient."""

    notification_id: str
    user_id: str
