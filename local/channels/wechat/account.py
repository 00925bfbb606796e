"""What WeChat Pay keeps for a merchant, in memory: orders, refunds, and the notifications that it has told."""

import copy
import secrets
from datetime import datetime, timedelta, timezone
from threading import RLock
from typing import Any

from local.channels.clock import Clock
from local.channels.wechat.errors import WechatError
from local.channels.wechat.merchant import Merchant
from local.channels.wechat.webhooks import WechatWebhooks

WechatObject = dict[str, Any]
CHINA = timezone(timedelta(hours=8))
SUMMARIES = {
    "TRANSACTION.SUCCESS": "支付成功",
    "REFUND.SUCCESS": "退款成功",
    "REFUND.ABNORMAL": "退款异常",
    "REFUND.CLOSED": "退款关闭",
}


class Account:
    """Whoever reads or changes it holds `lock`, so an operation happens as a whole or not at all."""

    def __init__(self, clock: Clock, merchant: Merchant, webhooks: WechatWebhooks, settle_seconds: float) -> None:
        self.clock = clock
        self.merchant = merchant
        self.settle_seconds = settle_seconds
        self.url = ""
        self.lock = RLock()
        self.transactions: dict[str, WechatObject] = {}
        self.refunds: dict[str, WechatObject] = {}
        self.sharings: dict[str, WechatObject] = {}
        self.returns: dict[str, WechatObject] = {}
        self.receivers: dict[tuple[str, str], str] = {}
        """Their full names, by kind and account."""
        self.unfrozen: dict[str, WechatObject] = {}
        self.withdrawn: dict[str, int] = {}
        """What receivers have sent to their own banks, in fen."""
        self.events: list[WechatObject] = []
        self._webhooks = webhooks

    def now(self) -> str:
        """`2026-11-20T12:08:00+08:00`"""
        return datetime.fromtimestamp(self.clock.now(), CHINA).isoformat(timespec="seconds")

    def number(self, prefix: str) -> str:
        """28 digits, like those of transactions and refunds."""
        day = datetime.fromtimestamp(self.clock.now(), CHINA).strftime("%Y%m%d")
        return f"{prefix}{day}{secrets.randbelow(10**28):028}"[:28]

    def transaction(self, out_trade_no: str) -> WechatObject:
        found = self.transactions.get(out_trade_no)
        if found is None:
            raise WechatError(404, "ORDER_NOT_EXIST", "订单不存在")
        return found

    def refund(self, out_refund_no: str) -> WechatObject:
        found = self.refunds.get(out_refund_no)
        if found is None:
            raise WechatError(404, "RESOURCE_NOT_EXISTS", "退款单不存在")
        return found

    def tell(self, type: str, resource: WechatObject, notify_url: str) -> None:
        """The notification keeps the resource as it is now."""
        event = {
            "id": f"EV-{self.number('')}",
            "type": type,
            "create_time": self.now(),
            "summary": SUMMARIES[type],
            "original_type": type.split(".", maxsplit=1)[0].lower(),
            "notify_url": notify_url,
            "resource": copy.deepcopy(resource),
        }
        self.events.append(event)
        self._webhooks.offer(event)
