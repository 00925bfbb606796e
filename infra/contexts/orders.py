"""What is bought: carts, quotes, orders, and their closing."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.lent import postings, stock_moves
from infra.platform import Platform


class Orders(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "orders", platform)
        table = platform.table
        carts, quotes, orders, skus = (table.keys(f"{prefix}#*") for prefix in ("USER", "QUOTE", "ORDER", "SKU"))
        stock, rules = stock_moves(table), table.keys("SPLITRULES#*")
        placing = [platform.set_timers, platform.know_late_payment, platform.know_custody]

        Endpoint(self, "cart", may=[carts.read_write, skus.read])
        Endpoint(
            self,
            "checkout",
            may=[carts.read, quotes.read_write, orders.write, skus.read, rules.read, *stock, *placing],
        )
        Endpoint(self, "tip", may=[orders.write, table.keys("USER#*").read, rules.read, *placing])
        Endpoint(self, "recharge", may=[orders.write, *placing])
        Endpoint(
            self, "orders", may=[orders.read_write, *stock, table.gsi1("BUYER#*").read, table.gsi2("SALES#*").read]
        )
        Endpoint(self, "shipments", may=[orders.read_write, *postings(table), platform.set_timers])
        Endpoint(self, "splits", may=[orders.read])
        earned = [table.gsi2("EARNINGS#*").read, table.gsi1("WALLET#*").read, table.keys("ACC#*").read]
        Endpoint(self, "earnings", may=[orders.read, *earned])
        Endpoint(self, "admin_splits", may=[orders.read_write, *postings(table)])
        Endpoint(self, "price", may=[orders.read, rules.read])
        Endpoint(self, "holds", may=[orders.read_write])
        Listener(self, "on_order_placed", may=[carts.read_write])
        Listener(self, "on_order_paid", may=[orders.read, orders.only("PutItem")])
        Listener(self, "on_payment_deadline_passed", may=[orders.read_write, *stock])
        Listener(self, "on_payment_settled", may=[orders.read_write, *stock])
        Listener(self, "on_receipt_deadline_passed", may=[orders.read_write, *postings(table), platform.set_timers])
