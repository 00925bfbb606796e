"""How an order's money comes: attempts at channels, and what the channels tell."""

from constructs import Construct

from infra.constructs import Context, Endpoint, Listener
from infra.lent import holds, postings, stock_moves
from infra.platform import Platform


class Payments(Context):
    def __init__(self, scope: Construct, platform: Platform) -> None:
        super().__init__(scope, "payments", platform)
        table = platform.table
        attempts, orders, inbox = (table.keys(f"{prefix}#*") for prefix in ("PAY", "ORDER", "INBOX"))
        channels, unmatched = platform.every_channel, table.keys("UNMATCHED#*")
        settling = [
            attempts.read_write, orders.read_write, *stock_moves(table), *postings(table), *holds(table), platform.set_timers,
            unmatched.only("PutItem"),
        ]  # fmt: skip

        self.alarm_on(
            MoneyOnHold="Money came that is not what was asked or is booked; it waits for a person",
            ForeignChannelEvent="A channel told of another world: test keys in production, or the reverse",
        )
        routes, failures = table.keys("CHANNELS#*"), table.keys("FAILURES#*")
        leading = [routes.read, failures.read, failures.only("UpdateItem")]
        Endpoint(self, "pay", may=[*settling, *channels, *leading], timeout_seconds=25)
        Endpoint(self, "channels", may=[routes.read_write, failures.read])
        Endpoint(self, "sync", may=[*settling, *channels], timeout_seconds=25, requests_per_second=100)
        waiting = [unmatched.only("GetItem"), table.gsi1("UNMATCHED-WAITING#*").read]
        Endpoint(
            self, "admin_payments", may=[*settling, *channels, *waiting, unmatched.only("PutItem")], timeout_seconds=25
        )
        rules = table.keys("SPLITRULES#*").read
        Endpoint(self, "reprice", may=[*settling, *channels, rules], timeout_seconds=25)
        hearing = [attempts.read, inbox.write, unmatched.only("PutItem")]
        listed = table.gsi1("CHANNEL-REF#*").read
        Endpoint(self, "stripe_webhook", may=[*hearing, listed, platform.channel("stripe")])
        Endpoint(self, "alipay_webhook", may=[*hearing, platform.channel("alipay")])
        Endpoint(self, "wechat_webhook", may=[*hearing, platform.channel("wechat")])
        Listener(self, "on_webhook_received", may=[inbox.read, *settling])
        Listener(self, "on_payment_query_due", may=[*settling, *channels], timeout_seconds=30)
        Listener(self, "on_order_closing", may=[*settling, *channels], timeout_seconds=30)
