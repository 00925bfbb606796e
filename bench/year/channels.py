"""What buyers do at the payment channels, and what of it the product is told."""

from contextlib import suppress
from typing import Any

from argosy.kernel import clock
from bench.year.world import World
from local.channels.stripe.errors import StripeError
from tests.faults.provider import pay_late
from tests.support.call import call

TIMES = {"never": 0, "once": 1, "twice": 2}


class Channels:
    """Stripe, Alipay and WeChat Pay, each in its own words."""

    def __init__(self, world: World) -> None:
        self.world = world

    def pay(self, attempt: dict[str, Any]) -> None:
        """The buyer pays."""
        payload = attempt["client_payload"]
        if attempt["channel"] == "stripe":
            self.world.stripe.pay(payload["client_secret"], "pm_card_visa")
        elif attempt["channel"] == "alipay":
            self.world.alipay.pay(payload["pay_url"])
        else:
            self.world.wechat.pay(attempt["id"])

    def refuse(self, attempt: dict[str, Any]) -> None:
        """The buyer's bank says no; WeChat Pay's buyer simply does not pay."""
        if attempt["channel"] == "stripe":
            with suppress(StripeError):
                self.world.stripe.pay(attempt["client_payload"]["client_secret"], "pm_card_chargeDeclined")
        elif attempt["channel"] == "alipay":
            self.world.alipay.refuse(attempt["client_payload"]["pay_url"])

    def pay_late(self, attempt: dict[str, Any]) -> None:
        """A bank pays what the channel had closed; Alipay does not let it."""
        if attempt["channel"] == "stripe":
            pay_late(self.world.stripe, attempt["client_payload"]["client_secret"].partition("_secret")[0])
        elif attempt["channel"] == "wechat":
            self.world.wechat.pay(attempt["id"], late=True)

    def hear(self, channel: str, how: str = "once") -> None:
        """What the channel tells now arrives so often; what never arrives is lost for good."""
        for event in self._told(channel):
            for _ in range(TIMES[how]):
                self._webhook(channel, event)
            self.world.bus.settle()

    def hear_all(self) -> None:
        for channel in ("stripe", "alipay", "wechat"):
            self.hear(channel)

    def dispute(self, order_id: str) -> str | None:
        """The buyer's bank takes back what Stripe took for this order; the dispute's number, if there was anything left."""
        account = self.world.stripe.account
        intents = (one for one in account.all("payment_intent") if one["metadata"].get("order_id") == order_id)
        charge = next(
            (account.get("charge", one["latest_charge"]) for one in intents if one["status"] == "succeeded"), None
        )
        if charge is None or charge["disputed"] or charge["amount_refunded"] == charge["amount"]:
            return None
        return str(self.world.stripe.dispute(charge["id"])["id"])

    def decide(self, dispute: str, outcome: str) -> None:
        self.world.stripe.close_dispute(dispute, outcome)

    def _told(self, channel: str) -> list[dict[str, Any]]:
        """What it has told since we listened last; it is not told again."""
        if channel == "stripe":
            with self.world.stripe.account.lock:
                told = list(self.world.stripe.account.objects.get("event", {}).values())
                self.world.stripe.account.objects["event"] = {}
                return told
        simulator = self.world.alipay if channel == "alipay" else self.world.wechat
        simulator.run_due()
        with simulator.account.lock:
            told, simulator.account.events = list(simulator.account.events), []
        return told

    def _webhook(self, channel: str, event: dict[str, Any]) -> None:
        if channel == "stripe":
            now = int(clock.now().timestamp())
            headers, body = self.world.stripe.signed(event, secret="whsec_test", timestamp=now)
        elif channel == "alipay":
            headers, body = self.world.alipay.signed(event)
        else:
            headers, body = self.world.wechat.signed(event)
        reply = call(f"payments.{channel}_webhook", f"POST /v1/webhooks/{channel}", raw=body.decode(), headers=headers)
        if reply.status != 200:
            raise AssertionError(f"{channel} was answered {reply.status}: {reply.text}")
