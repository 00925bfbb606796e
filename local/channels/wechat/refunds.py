"""Refunds: whole or in parts, each once under its number, never more than was paid."""

from typing import Any

from local.channels.wechat import transactions
from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.errors import WechatError, invalid, parameter
from local.channels.wechat.transactions import BANKS

Params = dict[str, Any]
SENT = ("SUCCESS", "PROCESSING")
"""States in which the buyer has the money, or will have it. An abnormal refund keeps it at WeChat Pay."""


def create(account: Account, p: Params) -> WechatObject:
    """The refund; the same number again is the same refund. One that was closed needs another number."""
    out_refund_no, amount = p.get("out_refund_no"), p.get("amount") or {}
    if not out_refund_no or type(amount.get("refund")) is not int or amount["refund"] < 1:
        raise parameter("out_refund_no, amount.refund")
    transaction = _transaction(account, p)
    known = account.refunds.get(out_refund_no)
    if known is not None:
        if known["asked"] != p:
            raise invalid("订单金额或退款金额与之前请求不一致，请核实后再试")
        return shown(known)
    if amount.get("total") != transaction["amount"]["total"]:
        raise invalid("订单金额或退款金额有误")
    before = [each for each in account.refunds.values() if each["out_trade_no"] == transaction["out_trade_no"]]
    if (
        sum(each["amount"]["refund"] for each in before if each["status"] != "CLOSED") + amount["refund"]
        > amount["total"]
    ):
        raise invalid("申请退款金额大于订单剩余可退金额")
    made = _made(account, p, transaction)
    account.refunds[out_refund_no] = made
    transactions.refunded(transaction)
    if BANKS[transaction["bank_type"]] == "at once":
        settle(account, out_refund_no, "SUCCESS")
    return shown(made)


def query(account: Account, p: Params) -> WechatObject:
    return shown(account.refund(p["out_refund_no"]))


def settle(account: Account, out_refund_no: str, status: str) -> WechatObject:
    """A refund that waits, or that the merchant's staff help, comes to its end, and the merchant is told."""
    refund = account.refund(out_refund_no)
    if refund["status"] not in ("PROCESSING", "ABNORMAL") or refund["status"] == status:
        raise invalid(f"退款已终结: {refund['status']}")
    refund["status"] = status
    if status == "SUCCESS":
        refund["success_time"] = account.now()
    told = {name: value for name, value in shown(refund).items() if name not in ("status", "create_time", "channel")}
    told["amount"] = {name: refund["amount"][name] for name in ("total", "refund", "payer_total", "payer_refund")}
    resource = {"mchid": account.merchant.mchid, **told, "refund_status": status}
    if refund["notify_url"]:
        account.tell(f"REFUND.{status}", resource, refund["notify_url"])
    return shown(refund)


def run_due(account: Account) -> None:
    """Those whose bank has taken its time."""
    for out_refund_no, refund in list(account.refunds.items()):
        if refund["status"] == "PROCESSING" and refund["due"] <= account.clock.now():
            bank = BANKS[account.transactions[refund["out_trade_no"]]["bank_type"]]
            settle(account, out_refund_no, "ABNORMAL" if bank == "abnormal" else "SUCCESS")


def shown(refund: WechatObject) -> WechatObject:
    """As an answer has it."""
    return {name: value for name, value in refund.items() if name not in ("asked", "notify_url", "due")}


def _transaction(account: Account, p: Params) -> WechatObject:
    by_number = [
        each
        for each in account.transactions.values()
        if each["out_trade_no"] == p.get("out_trade_no") or p.get("transaction_id") == each.get("transaction_id", "")
    ]
    if not by_number:
        raise WechatError(404, "RESOURCE_NOT_EXISTS", "订单不存在")
    if "success_time" not in by_number[0]:
        raise invalid("订单未支付，不可退款")
    return by_number[0]


def _made(account: Account, p: Params, transaction: WechatObject) -> WechatObject:
    refund, total = p["amount"]["refund"], p["amount"]["total"]
    return {
        "asked": p,
        "refund_id": account.number("5030"),
        "out_refund_no": p["out_refund_no"],
        "transaction_id": transaction["transaction_id"],
        "out_trade_no": transaction["out_trade_no"],
        "channel": "ORIGINAL",
        "user_received_account": "支付用户零钱" if transaction["bank_type"] == "OTHERS" else "招商银行借记卡0403",
        "create_time": account.now(),
        "status": "PROCESSING",
        "amount": {
            "total": total, "refund": refund, "payer_total": total, "payer_refund": refund, "settlement_refund": refund,
            "settlement_total": total, "discount_refund": 0, "currency": "CNY",
        },
        "notify_url": p.get("notify_url"),
        "due": account.clock.now() + account.settle_seconds,
    }  # fmt: skip
