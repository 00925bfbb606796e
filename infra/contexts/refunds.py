"""Money on its way back."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.lent import postings, stock_moves
from infra.platform import Platform


class Refunds(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "refunds", platform)
        table = platform.table
        refunds, orders, attempts, inbox = (table.keys(f"{prefix}#*") for prefix in ("RFD", "ORDER", "PAY", "INBOX"))
        settling = [
            refunds.read_write, orders.read_write, attempts.read_write, *stock_moves(table), *postings(table),
            platform.set_timers,
        ]  # fmt: skip

        self.alarm_on(
            RefundFailed="A channel refused to send money back; a person has to find another way",
        )
        Endpoint(self, "refund", may=[refunds.read_write, orders.read_write, table.keys("ACC#*").read])
        Endpoint(self, "admin_refunds", may=settling)
        Listener(
            self,
            "on_refund_requested",
            may=[*settling, *platform.every_channel],
            timeout_seconds=30,
        )
        Listener(self, "on_unclaimed_money_received", may=[refunds.write, orders.write, attempts.read])
        Listener(self, "on_webhook_received", may=[inbox.read, *settling])
