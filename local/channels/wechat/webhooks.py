"""Notifications as they are sent: encrypted, signed, repeated by WeChat Pay's schedule, and now and then preceded by a probe."""

import base64
import json
from collections.abc import Sequence
from itertools import count
from typing import Literal

from local.channels.clock import Clock
from local.channels.delivery import ChannelEvent, Delivery, Signed
from local.channels.faults import Faults
from local.channels.webhooks import Webhooks
from local.channels.wechat.merchant import Merchant, key_of
from local.channels.wechat.signing import PROBE, encrypted, signed

RETRY_SECONDS = (15, 15, 30, 180, 600, 1_200, 1_800, 1_800, 1_800, 3_600, 10_800, 10_800, 10_800, 21_600, 21_600)
Wrong = Literal["", "signature", "probe", "serial", "tag", "associated_data"]
"""What is not as it should be: a signature by another key, one that WeChat Pay spoils on purpose to see whether it is checked,
an unknown public key, and under a right signature a broken tag of the cipher or changed associated data."""


class WechatWebhooks(Webhooks):
    """Each goes where its own order wanted it; with `notify` false they are only collected.

    Before every `probe_every`-th notification comes the same with a wrong signature, which must be refused; 0 sends none.
    """

    def __init__(
        self,
        clock: Clock,
        faults: Faults,
        merchant: Merchant,
        *,
        notify: bool,
        probe_every: int,
        retry_seconds: Sequence[float],
    ) -> None:
        super().__init__(clock, faults, retry_seconds)
        self._merchant = merchant
        self._notify = notify
        self._probe_every = probe_every
        self._sent = count(1)

    def url_of(self, event: ChannelEvent) -> str | None:
        return str(event["notify_url"]) if self._notify else None

    def payment_of(self, event: ChannelEvent) -> str:
        return str(event["resource"]["out_trade_no"])

    def took(self, delivery: Delivery) -> bool:
        return delivery.status in (200, 204)

    def signed(self, event: ChannelEvent) -> Signed:
        return self.spelled(event)

    def spelled(self, event: ChannelEvent, *, timestamp: int | None = None, wrong: Wrong = "") -> Signed:
        """Headers and body of a delivery."""
        plain = json.dumps(event["resource"], ensure_ascii=False, separators=(",", ":")).encode()
        resource = encrypted(self._merchant, plain, event["original_type"])
        if wrong == "tag":
            sealed = base64.b64decode(resource["ciphertext"])
            resource["ciphertext"] = base64.b64encode(sealed[:-1] + bytes([sealed[-1] ^ 1])).decode()
        if wrong == "associated_data":
            resource["associated_data"] = "something else"
        told = {name: event[name] for name in ("id", "create_time", "summary")}
        envelope = {**told, "resource_type": "encrypt-resource", "event_type": event["type"], "resource": resource}
        body = json.dumps(envelope, ensure_ascii=False, separators=(",", ":"))
        at = int(self.clock.now()) if timestamp is None else timestamp
        headers = signed(self._merchant, body, at, key_of("somebody") if wrong == "signature" else None)
        if wrong == "probe":
            headers["Wechatpay-Signature"] = PROBE + headers["Wechatpay-Signature"][len(PROBE) :]
        if wrong == "serial":
            headers["Wechatpay-Serial"] = "PUB_KEY_ID_0000000000000000000000000000000000"
        return {"Content-Type": "application/json", "User-Agent": "Mozilla/4.0", **headers}, body.encode()

    def _attempt(self, lane: int, event: ChannelEvent, attempt: int) -> None:
        if attempt == 1 and self._probe_every and next(self._sent) % self._probe_every == 0:
            self.send(event, self.spelled(event, wrong="probe"), 0)
        super()._attempt(lane, event, attempt)
