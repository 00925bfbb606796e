"""How facts leave the table."""

from constructs import Construct

from infra.constructs import Context, StreamReader
from infra.platform import Platform


class Outbox(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "outbox", platform)
        StreamReader(self, "relay", kind="event", may=[platform.put_events])
