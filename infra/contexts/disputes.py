"""Payments that a buyer's bank takes back."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.lent import postings, stock_moves
from infra.platform import Platform


class Disputes(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "disputes", platform)
        table = platform.table
        disputes, orders, attempts, inbox = (
            table.keys(f"{prefix}#*") for prefix in ("DISPUTE", "ORDER", "PAY", "INBOX")
        )
        parties = table.keys("PAYEE#*")
        settling = [
            disputes.read_write, orders.read_write, attempts.only("GetItem", "PutItem"), *postings(table),
            parties.only("UpdateItem"), platform.set_timers,
        ]  # fmt: skip

        self.alarm_on(
            DisputeUncovered="A bank disputes money that no share has; the platform stands for it",
            DisputePuzzle="A channel says two ends of one dispute; a person has to ask it",
        )
        Endpoint(self, "disputes", may=[disputes.read, table.gsi2("OPEN-DISPUTES#*").read])
        Endpoint(self, "evidence", may=[*settling, platform.channel("stripe")], timeout_seconds=25)
        Endpoint(self, "accept", may=[*settling, platform.channel("stripe")], timeout_seconds=25)
        Listener(self, "on_webhook_received", may=[inbox.read, *settling])
        Listener(
            self,
            "on_dispute_closed",
            may=[disputes.read, orders.read_write, parties.only("UpdateItem", "PutItem"), *stock_moves(table)],
        )
        Listener(self, "on_evidence_due", may=[disputes.read, orders.write])
