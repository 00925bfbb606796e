"""What buyers ask back: cases, their parcels, the staff's rulings, and the deadlines that end silence."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.lent import stock_moves
from infra.platform import Platform


class AfterSales(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "after_sales", platform)
        table = platform.table
        cases, orders, refunds = (table.keys(f"{prefix}#*") for prefix in ("AFTERSALE", "ORDER", "RFD"))
        moving = [cases.read_write, orders.read_write, platform.set_timers]
        deciding = [*moving, refunds.only("PutItem"), *stock_moves(table)]

        Endpoint(self, "apply", may=[*moving, *stock_moves(table)])
        Endpoint(self, "answer", may=deciding)
        Endpoint(self, "parcels", may=deciding)
        Endpoint(self, "arbitration", may=deciding)
        Endpoint(
            self,
            "cases",
            may=[
                cases.read,
                table.gsi1("AFTERSALES-OF#*", "ARBITRATIONS#*").read,
                table.gsi2("AFTERSALES-TO#*").read,
            ],
        )
        Listener(self, "on_deadline_passed", may=deciding)
        Listener(self, "on_refund", may=[*moving, refunds.only("GetItem")])
