"""Profit sharing: parts of a paid order for receivers, asked for at once and worked off later, each once under its number."""

from typing import Any

from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.errors import WechatError, invalid, parameter

Params = dict[str, Any]
_MOST_RECEIVERS, _MOST_REQUESTS = 50, 50
REFUSED = "refused"
"""An account that WeChat Pay finds it cannot give anything to."""


def create(account: Account, p: Params) -> WechatObject:
    """The same number again is the same sharing."""
    transaction = _transaction(account, p["transaction_id"])
    known = account.sharings.get(p["out_order_no"])
    if known is not None:
        if known["asked"] != p:
            raise invalid("分账单参数与之前请求不一致")
        return shown(known)
    receivers = p.get("receivers") or []
    mine = _of(account, p["transaction_id"])
    if p["transaction_id"] in account.unfrozen:
        raise invalid("订单已解冻")
    if not 1 <= len(receivers) <= _MOST_RECEIVERS or len(mine) >= _MOST_REQUESTS:
        raise parameter("receivers")
    if any((receiver["type"], receiver["account"]) not in account.receivers for receiver in receivers):
        raise invalid("分账接收方未添加")
    if not (transaction["asked"].get("settle_info") or {}).get("profit_sharing"):
        raise WechatError(403, "NO_AUTH", "订单未标记分账")
    amount = sum(receiver["amount"] for receiver in receivers)
    if amount > transaction["amount"]["total"] - sum(_amount(each) for each in mine) - _refunded(account, transaction):
        raise WechatError(400, "INVALID_REQUEST", "分账金额超过剩余可分金额")
    made = {
        "asked": p, "transaction_id": p["transaction_id"], "out_order_no": p["out_order_no"],
        "order_id": account.number("3008"), "state": "PROCESSING",
        "receivers": [{**receiver, "result": "PENDING"} for receiver in receivers],
        "due": account.clock.now() + account.settle_seconds,
    }  # fmt: skip
    account.sharings[p["out_order_no"]] = made
    return shown(made)


def unfreeze(account: Account, p: Params) -> WechatObject:
    """What is not shared of the order goes to the merchant; the same number again is the same request."""
    transaction = _transaction(account, p["transaction_id"])
    known = account.unfrozen.get(p["transaction_id"])
    if known is None:
        shared = sum(_amount(each) for each in _of(account, p["transaction_id"]))
        rest = transaction["amount"]["total"] - shared - _refunded(account, transaction)
        if rest < 1:
            raise invalid("订单剩余待分金额为零")
        receiver = {"amount": rest, "type": "MERCHANT_ID", "account": account.merchant.mchid, "result": "PENDING"}
        known = account.unfrozen[p["transaction_id"]] = {
            "transaction_id": p["transaction_id"], "out_order_no": p["out_order_no"], "order_id": account.number("3008"),
            "state": "PROCESSING", "receivers": [{**receiver, "description": p["description"]}],
        }  # fmt: skip
    elif known["out_order_no"] != p["out_order_no"]:
        raise invalid("订单已解冻")
    return known


def query(account: Account, p: Params) -> WechatObject:
    found = account.sharings.get(p["out_order_no"])
    if found is None or found["transaction_id"] != p["transaction_id"]:
        raise WechatError(404, "RESOURCE_NOT_EXISTS", "分账单不存在")
    return shown(worked_off(account, found))


def worked_off(account: Account, sharing: WechatObject) -> WechatObject:
    """Where its time has come, each receiver has its part, or has none."""
    if sharing["due"] <= account.clock.now():
        sharing["state"] = "FINISHED"
        for receiver in sharing["receivers"]:
            receiver["result"] = "CLOSED" if receiver["account"] == REFUSED else "SUCCESS"
    return sharing


def passed_on(account: Account) -> int:
    """What all receivers got and did not give back, in fen."""
    back = sum(int(each["amount"]) for each in account.returns.values() if each["result"] == "SUCCESS")
    return sum(_amount(each) for each in account.sharings.values() if each["state"] == "FINISHED") - back


def shown(sharing: WechatObject) -> WechatObject:
    return {name: value for name, value in sharing.items() if name not in ("asked", "due")}


def _of(account: Account, transaction_id: str) -> list[WechatObject]:
    return [each for each in account.sharings.values() if each["transaction_id"] == transaction_id]


def _amount(sharing: WechatObject) -> int:
    return sum(int(receiver["amount"]) for receiver in sharing["receivers"] if receiver["result"] != "CLOSED")


def _refunded(account: Account, transaction: WechatObject) -> int:
    mine = [each for each in account.refunds.values() if each["out_trade_no"] == transaction["out_trade_no"]]
    return sum(int(each["amount"]["refund"]) for each in mine if each["status"] != "CLOSED")


def _transaction(account: Account, transaction_id: str) -> WechatObject:
    for each in account.transactions.values():
        if each.get("transaction_id") == transaction_id and "success_time" in each:
            return each
    raise WechatError(404, "RESOURCE_NOT_EXISTS", "订单不存在")
