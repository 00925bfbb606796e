"""What each party has earned, released, put on statements, and approved for paying."""

from constructs import Construct

from infra.constructs import Context, Cron, Endpoint, Listener
from infra.lent import postings
from infra.platform import Platform


class Settlement(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "settlement", platform)
        table, zone = platform.table, platform.know_zone
        orders, statements, positions = table.keys("ORDER#*"), table.keys("STATEMENT#*"), table.keys("SETTLED#*")
        agreements, people, lines = table.keys("AGREEMENT#*"), table.keys("USER#*"), table.keys("SETTLE#*")
        listed, on_statements = table.gsi1("STATEMENTS-BY#*").read, table.gsi2("SETTLEABLE#*").read
        waiting = table.gsi1("UNSETTLED#*", "T0-AGREEMENTS#*").read
        looking = [
            statements.read, positions.read, agreements.read, lines.only("GetItem"), listed, waiting, on_statements, zone,
            table.keys("ACC#*").only("GetItem", "BatchGetItem"),
        ]  # fmt: skip
        settling = [*looking, statements.write, positions.write, *postings(table), platform.set_timers]

        unlocking = [orders.read_write, *postings(table), platform.set_timers]
        Listener(self, "on_after_sale_window_ended", may=unlocking)
        Listener(self, "on_shares_fall_due", may=unlocking)
        night = "cron(7 1 * * ? *)"  # between two quarters of an hour, so that the two schedules don't meet
        Cron(
            self, "settle", night, zone=str(platform.context["zone"]), may=settling, memory_mb=1024, timeout_seconds=300
        )
        Cron(self, "settle_several_a_day", "cron(0/15 * * * ? *)", may=settling, timeout_seconds=300)
        Listener(self, "on_settlement_requested", may=settling, timeout_seconds=300, concurrency=2)
        Listener(self, "on_reserve_due", may=[statements.read, lines.only("GetItem"), *postings(table)])
        Listener(self, "on_payout", may=[statements.read_write])
        Listener(self, "on_statement_ready", may=[statements.read, people.only("GetItem"), platform.send_mail])

        Endpoint(self, "run", may=[*looking, table.keys("SETTLEMENT#*").only("PutItem")], timeout_seconds=29)
        own = [statements.read, on_statements]
        Endpoint(self, "statements", may=[*own, listed, table.gsi2("STATEMENTS#*").read])
        Endpoint(
            self, "documents", may=[*own, people.only("GetItem"), zone], memory_mb=1024, timeout_seconds=29,
            requests_per_second=20,
        )  # fmt: skip
        Endpoint(self, "agreements", may=[agreements.read_write, zone])
        Endpoint(self, "dispute", may=[statements.read_write])
        Endpoint(self, "decide", may=[statements.read_write, *postings(table)])
