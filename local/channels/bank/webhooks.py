"""The bank's notifications: where they go, how they are signed, which answer ends them."""

import json
from collections.abc import Sequence

from local.channels.bank.signing import sign
from local.channels.clock import Clock
from local.channels.delivery import ChannelEvent, Delivery, Signed
from local.channels.faults import Faults
from local.channels.webhooks import RETRY_SECONDS, Webhooks


class BankWebhooks(Webhooks):
    """To one address, or to nobody."""

    def __init__(
        self,
        clock: Clock,
        faults: Faults,
        url: str | None,
        secret: str,
        retry_seconds: Sequence[float] = RETRY_SECONDS,
    ) -> None:
        super().__init__(clock, faults, retry_seconds)
        self.url, self.secret = url, secret

    def url_of(self, event: ChannelEvent) -> str | None:
        return self.url

    def payment_of(self, event: ChannelEvent) -> str:
        return str(event["data"]["reference"])

    def signed(self, event: ChannelEvent) -> Signed:
        return self.spelled(event)

    def spelled(self, event: ChannelEvent, *, secret: str | None = None, timestamp: int | None = None) -> Signed:
        """Headers and body; another secret or time makes one that must be refused. The bytes are the same each time."""
        body = json.dumps(event, ensure_ascii=False).encode()
        at = int(self.clock.now()) if timestamp is None else timestamp
        return {"Content-Type": "application/json", "X-Signature": sign(body, secret or self.secret, at)}, body

    def took(self, delivery: Delivery) -> bool:
        return delivery.status is not None and 200 <= delivery.status < 300
