"""How people hear of what concerns them: an inbox, their devices, and e-mail for those who asked for it."""

from constructs import Construct

from infra.access import Access
from infra.constructs import Context, Endpoint, Listener
from infra.platform import Platform


class Notifications(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "notifications", platform)
        inboxes, devices = platform.table.keys("INBOX#*"), platform.table.keys("DEVICE#*")
        entries, own_devices = platform.table.gsi1("INBOX#*"), platform.table.gsi1("DEVICES#*")
        deliveries, people = platform.table.keys("DELIVERY#*"), platform.table.keys("USER#*")
        sessions = platform.table.keys("SESSION#*")
        # A device that is gone takes its endpoint with it, so that its token, registered again, gets one that works.
        forget = Access(("sns:DeleteEndpoint",), (platform.format_arn(service="sns", resource="endpoint/*"),))

        Endpoint(self, "inbox", may=[inboxes.read_write, entries.read])
        Endpoint(self, "preferences", may=[inboxes.read_write])
        Endpoint(
            self, "devices",
            may=[devices.read_write, own_devices.read, sessions.only("BatchGetItem"), sessions.only("ConditionCheckItem")],
        )  # fmt: skip

        Listener(self, "push", may=[inboxes.read_write, people.only("BatchGetItem")])
        Listener(
            self, "on_notification_created",
            may=[
                inboxes.read, devices.read_write, own_devices.read, deliveries.write, people.only("GetItem"),
                sessions.only("BatchGetItem"), platform.send_push, platform.send_mail, forget,
            ],
        )  # fmt: skip
        Listener(self, "on_session_ended", may=[devices.write, own_devices.read])
