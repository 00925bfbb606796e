"""Alipay's notifications: a signed form to the address that each order names, until the answer is `success`."""

from urllib.parse import urlencode

from local.channels.alipay import keys
from local.channels.alipay.account import Account
from local.channels.delivery import ChannelEvent, Delivery, Signed
from local.channels.faults import Faults
from local.channels.webhooks import Webhooks

FORM = "application/x-www-form-urlencoded; charset=utf-8"


class AlipayWebhooks(Webhooks):
    """With `tells` off nothing is sent by itself."""

    def __init__(self, account: Account, faults: Faults, *, tells: bool) -> None:
        super().__init__(account.clock, faults)
        self._tells = tells

    def url_of(self, event: ChannelEvent) -> str | None:
        return event["url"] if self._tells else None

    def payment_of(self, event: ChannelEvent) -> str:
        return str(event["told"].get("out_trade_no", ""))

    def signed(self, event: ChannelEvent) -> Signed:
        return form(event, Account.spell(self.clock.now()))

    def took(self, delivery: Delivery) -> bool:
        """These seven letters and nothing else."""
        return delivery.answer == "success"


def form(event: ChannelEvent, notify_time: str, owner: keys.Owner = "alipay") -> Signed:
    """Headers and body of one delivery. Alipay signs everything but the signature and its kind."""
    told = {"notify_time": notify_time, **event["told"]}
    text = keys.joined({name: value for name, value in told.items() if name != "sign_type"})
    return {"Content-Type": FORM}, urlencode({**told, "sign": keys.sign(text, owner)}).encode()
