"""What each party has earned, released and put on statements."""

from constructs import Construct

from infra.constructs import Context, Cron, Endpoint, Listener
from infra.lent import postings
from infra.platform import Platform


class Settlement(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "settlement", platform)
        table = platform.table
        orders, statements = table.keys("ORDER#*"), table.keys("STATEMENT#*")
        settling = [
            statements.read_write, table.keys("SETTLE#*").only("PutItem"), platform.know_zone,
            table.gsi1("UNSETTLED#*", "OPEN-STATEMENTS#*").read,
        ]  # fmt: skip

        unlocking = [orders.read_write, *postings(table), platform.set_timers]
        Listener(self, "on_after_sale_window_ended", may=unlocking)
        Listener(self, "on_shares_fall_due", may=unlocking)
        Cron(self, "settle", "cron(0 1 * * ? *)", may=settling, timeout_seconds=900)
        Endpoint(self, "run", may=[table.keys("SETTLEMENT#*").only("PutItem"), platform.know_zone])
        Listener(self, "on_settlement_requested", may=settling, timeout_seconds=300, concurrency=2)
        Endpoint(self, "statements", may=[statements.read, table.gsi2("STATEMENT#*", "STATEMENTS#*").read])
