"""How deadlines become facts."""

from constructs import Construct

from infra.constructs import Context, Cron
from infra.platform import Platform


class Timers(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "timers", platform)
        due = platform.table.keys("DUE#*")
        waiting = platform.table.gsi1("TIMERS#*")

        Cron(
            self, "drain", "rate(1 minute)", may=[waiting.read, due.only("DeleteItem", "PutItem")], timeout_seconds=120,
            silent_minutes=15,
        )  # fmt: skip
