"""What WeChat Pay refuses before it does anything."""

import re
from datetime import datetime
from typing import Any

from local.channels.wechat.account import Account
from local.channels.wechat.errors import WechatError, parameter

Params = dict[str, Any]
_NUMBER = re.compile(r"[A-Za-z0-9_\-|*]{6,32}")


def check(account: Account, p: Params) -> None:
    """Raises WeChat Pay's 400 for the first thing that is wrong with an order."""
    for name in ("appid", "mchid", "description", "out_trade_no", "notify_url", "amount"):
        if not p.get(name):
            raise parameter(name, "不能为空")
    if (p["appid"], p["mchid"]) != (account.merchant.appid, account.merchant.mchid):
        raise WechatError(400, "APPID_MCHID_NOT_MATCH", "appid和mch_id不匹配")
    if not _NUMBER.fullmatch(p["out_trade_no"]):
        raise parameter("out_trade_no")
    total = p["amount"].get("total")
    if type(total) is not int or total < 1 or p["amount"].get("currency", "CNY") != "CNY":
        raise parameter("amount")
    if len(p["description"]) > 127 or len(p.get("attach", "")) > 128 or "?" in p["notify_url"]:
        raise parameter("description, attach, notify_url")
    if p.get("time_expire") and moment_of(p["time_expire"]).timestamp() <= account.clock.now():
        raise parameter("time_expire", "时间过短")
    if p["kind"] == "jsapi" and not (p.get("payer") or {}).get("openid"):
        raise parameter("payer.openid", "不能为空")
    scene = p.get("scene_info") or {}
    if p["kind"] == "h5" and not (scene.get("payer_client_ip") and (scene.get("h5_info") or {}).get("type")):
        raise parameter("scene_info", "不能为空")


def moment_of(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise parameter("time_expire", "格式错误") from None
    if moment.tzinfo is None:
        raise parameter("time_expire", "缺少时区")
    return moment


def check_merchant(account: Account, p: Params) -> None:
    """Whose order it is has to be said each time."""
    if p.get("mchid") != account.merchant.mchid:
        raise WechatError(400, "MCH_NOT_EXISTS", "商户号不存在")
