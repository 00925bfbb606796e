"""What is asked of WeChat Pay for an attempt, by its method, and what the buyer's client gets to go on."""

import secrets
from typing import Any

from wechatpayv3 import WeChatPayType

from argosy.kernel import clock
from argosy.orders.custody import Custody
from argosy.payments.attempt import Attempt
from argosy.payments.channels.wechat_client import keys, sdk
from argosy.payments.channels.wechat_words import CHINA
from argosy.payments.errors import ChannelRefused

TYPES = {
    "native": WeChatPayType.NATIVE,
    "jsapi": WeChatPayType.JSAPI,
    "h5": WeChatPayType.H5,
    "app": WeChatPayType.APP,
}


def order_of(attempt: Attempt) -> dict[str, Any]:
    """The same at every try. Raises ChannelRefused for what WeChat Pay does not take, before it is asked."""
    if attempt.currency != "CNY":
        raise ChannelRefused(reason="currency")
    if attempt.method not in TYPES:
        raise ChannelRefused(reason="method")
    return {
        "description": f"订单 {attempt.order_id}",
        "out_trade_no": attempt.id,
        "amount": {"total": attempt.amount_minor, "currency": attempt.currency},
        "time_expire": attempt.expires_at_moment.astimezone(CHINA).isoformat(timespec="seconds"),
        "attach": attempt.order_id,
        "pay_type": TYPES[attempt.method],
        **({"settle_info": {"profit_sharing": True}} if attempt.custody is Custody.CHANNEL else {}),
        **_about_the_payer(attempt),
    }


def _about_the_payer(attempt: Attempt) -> dict[str, Any]:
    """Inside WeChat it asks who pays, and for a browser from where."""
    if attempt.method == "jsapi":
        if not attempt.payer.account:
            raise ChannelRefused(reason="payer_account")
        return {"payer": {"openid": attempt.payer.account}}
    if attempt.method == "h5":
        return {"scene_info": {"payer_client_ip": attempt.payer.address, "h5_info": {"type": "Wap"}}}
    return {}


def client_payload(method: str, taken: dict[str, Any]) -> dict[str, Any]:
    """A code to scan, an address to open, or signed parameters for WeChat's own `requestPayment` and its SDK for apps."""
    if "prepay_id" not in taken:
        return taken
    appid, at, nonce = keys()["appid"], str(int(clock.now().timestamp())), secrets.token_hex(16)
    if method == "jsapi":
        package = f"prepay_id={taken['prepay_id']}"
        signature = sdk().sign([appid, at, nonce, package])
        return {
            "appId": appid, "timeStamp": at, "nonceStr": nonce, "package": package, "signType": "RSA",
            "paySign": signature,
        }  # fmt: skip
    signature = sdk().sign([appid, at, nonce, taken["prepay_id"]])
    return {
        "appid": appid, "partnerid": keys()["mchid"], "prepayid": taken["prepay_id"], "package": "Sign=WXPay",
        "noncestr": nonce, "timestamp": at, "sign": signature,
    }  # fmt: skip
