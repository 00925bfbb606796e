"""Stripe's webhooks: one endpoint for all events, and any 2xx takes one."""

from collections.abc import Sequence

from local.channels.clock import Clock
from local.channels.delivery import ChannelEvent, Delivery, Signed
from local.channels.faults import Faults
from local.channels.stripe.signing import sign
from local.channels.webhooks import Webhooks


class StripeWebhooks(Webhooks):
    """`url` and `secrets` are those of the endpoint; without a url nothing is sent."""

    def __init__(self, clock: Clock, faults: Faults, retry_seconds: Sequence[float]) -> None:
        super().__init__(clock, faults, retry_seconds)
        self.url: str | None = None
        self.secrets: list[str] = []

    def url_of(self, event: ChannelEvent) -> str | None:
        return self.url

    def payment_of(self, event: ChannelEvent) -> str:
        about: ChannelEvent = event["data"]["object"]
        return str(about.get("payment_intent") or about["id"])

    def signed(self, event: ChannelEvent) -> Signed:
        return sign(event, self.secrets, int(self.clock.now()))

    def took(self, delivery: Delivery) -> bool:
        return delivery.status is not None and 200 <= delivery.status < 300
