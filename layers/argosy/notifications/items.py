"""What notifications keeps, and how it is found."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute

from argosy.kernel.table import Choice, Gsi1, Item, Moment, Primary, Structured
from argosy.notifications.device import Platform


class InboxItem(Item, discriminator="inbox"):
    """How far an inbox goes and how far it is read. One inbox takes 500 notifications a second: never hot."""

    of_user = Primary("INBOX#{user_id}", "INBOX")

    user_id = UnicodeAttribute()
    last_number = NumberAttribute()
    read_through = NumberAttribute()
    unread = NumberAttribute()


class NotificationItem(Item, discriminator="notification"):
    """An entry of an inbox, under an id that follows from its fact: there is one per fact and recipient."""

    by_id = Primary("INBOX#{user_id}", "NTF#{id}")
    in_order = Gsi1("INBOX#{user_id}", "{sort_number}")

    id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    number = NumberAttribute()
    sort_number = UnicodeAttribute()
    template = UnicodeAttribute()
    subject_kind = UnicodeAttribute()
    subject_id = UnicodeAttribute()
    language = UnicodeAttribute()
    facts = Structured(dict[str, str])
    created_at = Moment()
    read_at = Moment(null=True)


class PreferencesItem(Item, discriminator="notification_preferences"):
    """By which ways a user wants to hear, beside the inbox and their devices."""

    of_user = Primary("INBOX#{user_id}", "PREFERENCES")

    user_id = UnicodeAttribute()
    email = BooleanAttribute(default=False)


class DeviceItem(Item, discriminator="device"):
    """A device by its token: a token belongs to one user at a time, and to one session. One partition a device: never hot."""

    by_id = Primary("DEVICE#{id}", "DEVICE")
    of_user = Gsi1("DEVICES#{user_id}", "{created_at}#{id}")

    id = UnicodeAttribute()
    user_id = UnicodeAttribute()
    session_id = UnicodeAttribute()
    platform = Choice(Platform)
    token = UnicodeAttribute()
    endpoint = UnicodeAttribute(null=True)
    created_at = Moment()


class DeliveryItem(Item, discriminator="delivery"):
    """That one way of telling (a device, or `email`) is taken for a notification. Written before sending; never hot."""

    by_way = Primary("DELIVERY#{notification_id}", "{way}")

    notification_id = UnicodeAttribute()
    way = UnicodeAttribute()
    taken_at = Moment()
    sent_at = Moment(null=True)
