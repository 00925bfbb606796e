"""What a client is shown of notifications and devices."""

from argosy.kernel.body import Instant, View
from argosy.kernel.reply import Listed
from argosy.notifications.device import Platform
from argosy.notifications.notification import Notification


class NotificationView(View):
    """An entry of the caller's inbox, in words and as what it is about."""

    id: str
    kind: str
    title: str
    text: str
    subject_kind: str
    subject_id: str
    read: bool
    created_at: Instant

    @classmethod
    def in_language(cls, notification: Notification, language: str | None, read_through: int) -> "NotificationView":
        words = notification.words(language)
        return cls(
            id=notification.id, kind=notification.template, title=words.title, text=words.text,
            subject_kind=notification.subject_kind, subject_id=notification.subject_id,
            read=notification.is_read(read_through), created_at=notification.created_at,
        )  # fmt: skip


class InboxPage(Listed[NotificationView]):
    """A page of the inbox, and how many of all its entries are unread."""

    unread: int


class UnreadView(View):
    unread: int


class PreferencesView(View):
    """Whether the caller wants e-mail too."""

    email: bool
    version: int


class DeviceView(View):
    """A device without its token, which is a secret between the platform and us."""

    id: str
    platform: Platform
    created_at: Instant
    version: int
