"""Returns of shares from the accounts of merchants that got them, each once under its number."""

from typing import Any

from local.channels.wechat import sharing
from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.errors import WechatError, invalid, parameter

Params = dict[str, Any]
_WITHIN_SECONDS, _MOST_REQUESTS = 180 * 86_400, 50
SLOW, ABNORMAL = "slow", "abnormal"
"""Accounts from which it takes a while, and from which WeChat Pay finds that it cannot take anything."""


def create(account: Account, p: Params) -> WechatObject:
    """The same number again is the same return."""
    if not p.get("out_return_no") or type(p.get("amount")) is not int or p["amount"] < 1 or not p.get("description"):
        raise parameter("out_return_no, amount, description")
    known = account.returns.get(p["out_return_no"])
    if known is not None:
        if known["asked"] != p:
            raise invalid("回退单参数与之前请求不一致")
        return _shown(known)
    shared = _shared(account, p)
    got = _got(shared, p["return_mchid"])
    mine = [each for each in account.returns.values() if each["order_id"] == shared["order_id"]]
    if account.clock.now() - shared["due"] > _WITHIN_SECONDS or len(mine) >= _MOST_REQUESTS:
        raise invalid("分账回退超过期限或次数")
    if p["amount"] > got - sum(each["amount"] for each in mine if each["result"] != "FAILED"):
        raise invalid("剩余可回退的金额不足")
    if p["amount"] > held(account, p["return_mchid"]):
        raise WechatError(403, "NOT_ENOUGH", "可用余额不足，请充值后重新发起")
    account.returns[p["out_return_no"]] = _made(account, p, shared)
    return _shown(account.returns[p["out_return_no"]])


def query(account: Account, p: Params) -> WechatObject:
    found = account.returns.get(p["out_return_no"])
    if found is None or found["out_order_no"] != p["out_order_no"]:
        raise WechatError(404, "RESOURCE_NOT_EXISTS", "回退单不存在")
    if found["result"] == "PROCESSING" and found["due"] <= account.clock.now():
        found["result"] = "SUCCESS"
    return _shown(found)


def held(account: Account, mchid: str) -> int:
    """What a receiver has of all that it got, in fen."""
    back = [each for each in account.returns.values() if each["return_mchid"] == mchid and each["result"] != "FAILED"]
    shares = sum(_got(each, mchid, 0) for each in account.sharings.values() if each["state"] == "FINISHED")
    return shares - sum(int(each["amount"]) for each in back) - account.withdrawn.get(mchid, 0)


def _made(account: Account, p: Params, shared: WechatObject) -> WechatObject:
    made = {
        "asked": p, "order_id": shared["order_id"], "out_order_no": shared["out_order_no"],
        "out_return_no": p["out_return_no"], "return_id": account.number("3009"), "return_mchid": p["return_mchid"],
        "amount": p["amount"], "description": p["description"], "create_time": account.now(),
        "result": {SLOW: "PROCESSING", ABNORMAL: "FAILED"}.get(p["return_mchid"], "SUCCESS"),
        "due": account.clock.now() + account.settle_seconds,
    }  # fmt: skip
    return made | ({"fail_reason": "ACCOUNT_ABNORMAL"} if made["result"] == "FAILED" else {})


def _shared(account: Account, p: Params) -> WechatObject:
    """The finished sharing that it is of, by WeChat Pay's number or the merchant's."""
    for each in account.sharings.values():
        if p.get("order_id") == each["order_id"] or p.get("out_order_no") == each["out_order_no"]:
            return sharing.worked_off(account, each)
    raise WechatError(404, "RESOURCE_NOT_EXISTS", "分账单不存在")


def _got(shared: WechatObject, mchid: str, otherwise: int | None = None) -> int:
    """What that merchant got by it; persons give nothing back."""
    for each in shared["receivers"]:
        if (each["type"], each["account"], each["result"]) == ("MERCHANT_ID", mchid, "SUCCESS"):
            return int(each["amount"])
    if otherwise is None:
        raise invalid("该分账接收方不支持回退")
    return otherwise


def _shown(made: WechatObject) -> WechatObject:
    return {name: value for name, value in made.items() if name not in ("asked", "due")}
