"""The real SDK of WeChat Pay, with nothing patched but its address."""

import json
from typing import Any

from wechatpayv3 import WeChatPay, WeChatPayType

from local.channels.wechat import WechatSimulator
from tests.local.channels.endpoint import Received

NUMBER = "pay_01KAG0000000000000000000AC"


class Client:
    """`client.pay(total=1)` is status and body; what the SDK cannot verify it raises."""

    def __init__(self, simulator: WechatSimulator, notify_url: str, **other: str) -> None:
        given = simulator.settings() | other
        base = given.pop("api_base")
        self.sdk = WeChatPay(WeChatPayType.NATIVE, notify_url=notify_url, timeout=(1, 0.5), **given)
        self.sdk._core._gate_way = base

    def pay(self, number: str = NUMBER, total: int = 1_000, **more: Any) -> tuple[int, dict[str, Any]]:
        wish = {"description": "A lamp", "out_trade_no": number, "amount": {"total": total, "currency": "CNY"}} | more
        return read(self.sdk.pay(**wish))

    def query(self, number: str = NUMBER) -> dict[str, Any]:
        return read(self.sdk.query(out_trade_no=number))[1]

    def close(self, number: str = NUMBER) -> tuple[int, dict[str, Any]]:
        return read(self.sdk.close(number))

    def refund(self, number: str = "rfd_1", refund: int = 400, total: int = 1_000) -> tuple[int, dict[str, Any]]:
        amount = {"refund": refund, "total": total, "currency": "CNY"}
        return read(self.sdk.refund(number, amount, out_trade_no=NUMBER))


def read(answered: tuple[int, Any]) -> tuple[int, dict[str, Any]]:
    status, body = answered
    return status, json.loads(body or "{}")


def opened(client: Client, came: Received) -> Any:
    """By the SDK: nothing where it does not verify."""
    return client.sdk.callback({name.lower(): value for name, value in came.headers.items()}, came.body)
