"""Channels' bills against our books."""

from constructs import Construct

from infra.constructs import Context, Cron, Endpoint, Listener
from infra.lent import holds, postings, stock_moves
from infra.platform import Platform


class Reconciliation(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "reconciliation", platform)
        table = platform.table
        batches, lines = table.keys("BILL#*"), table.keys("BILLED#*")
        moving = [table.keys(f"{prefix}#*").read_write for prefix in ("PAY", "ORDER", "RFD")]
        listed, journals = table.gsi1("JOURNALS#*").read, table.keys("JE#*").only("BatchGetItem")
        past = table.keys("ACC#*", "SEAL#*", "CLOSING#*").only("BatchGetItem", "Query")
        opening = [batches.read, batches.only("PutItem"), past, listed]

        self.alarm_on(
            ReconciliationNeedsReview="A channel's bill and our books differ; a person has to look at it",
            BillMissing="A channel's bill of a day stays away: ask the channel",
        )
        Cron(self, "open_days", "cron(10 * * * ? *)", may=opening, memory_mb=1024, timeout_seconds=300)
        Listener(
            self,
            "on_bill_due",
            may=[
                batches.read_write, lines.read_write, table.gsi1("BILLED-AS#*").read, listed, journals,
                table.gsi2("BUSINESS#*").read, *moving,
                *stock_moves(table), *postings(table), *holds(table), platform.set_timers, *platform.every_channel,
            ],
            memory_mb=1769,
            timeout_seconds=900,
            concurrency=2,
        )  # fmt: skip
        Endpoint(self, "run", may=opening, memory_mb=1024, timeout_seconds=29)
        Endpoint(self, "read", may=[batches.read, lines.read, table.gsi2("BILLED-CLASS#*").read])
        resolving = [
            batches.read_write,
            lines.read_write,
            *postings(table),
            table.keys("USER#*").only("ConditionCheckItem"),
        ]
        Endpoint(self, "decide", may=resolving)
