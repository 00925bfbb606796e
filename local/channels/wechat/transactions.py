"""Orders: placed under the merchant's number, paid by a buyer, asked about, closed."""

import secrets
from typing import Any

from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.checks import check, check_merchant, moment_of
from local.channels.wechat.errors import WechatError, invalid

Params = dict[str, Any]
TRADE_TYPES = {"native": "NATIVE", "jsapi": "JSAPI", "h5": "MWEB", "app": "APP"}
STATES = {
    "NOTPAY": "订单未支付",
    "SUCCESS": "支付成功",
    "CLOSED": "订单已关闭",
    "REFUND": "订单发生过退款，退款详情请查询退款单",
}
BANKS = {"OTHERS": "at once", "CMB_DEBIT": "later", "ICBC_DEBIT": "abnormal"}
"""With what a buyer pays, and how a refund goes: at once, after a while, or never because the bank does not take it."""
_SHOWN = (
    "appid", "mchid", "out_trade_no", "transaction_id", "trade_type", "trade_state", "trade_state_desc", "bank_type", "attach",
    "success_time", "payer", "amount",
)  # fmt: skip


def create(account: Account, p: Params) -> WechatObject:
    """What the buyer's client goes on with. The same order again gives the same."""
    check(account, p)
    known = account.transactions.get(p["out_trade_no"])
    if known is not None:
        return _again(known, p)
    made = {
        "asked": p,
        **{name: p[name] for name in ("appid", "mchid", "out_trade_no", "description", "notify_url")},
        "attach": p.get("attach", ""),
        "time_expire": p.get("time_expire"),
        "trade_type": TRADE_TYPES[p["kind"]],
        "amount": dict(p["amount"]),
        "created": account.now(),
        "answer": _answer(account, p["kind"], p["out_trade_no"]),
    }
    account.transactions[p["out_trade_no"]] = made
    _becomes(made, "NOTPAY")
    answer: WechatObject = made["answer"]
    return answer


def query(account: Account, p: Params) -> WechatObject:
    check_merchant(account, p)
    return shown(account.transaction(p["out_trade_no"]))


def close(account: Account, p: Params) -> None:
    check_merchant(account, p)
    transaction = account.transaction(p["out_trade_no"])
    if transaction["trade_state"] == "CLOSED":
        raise WechatError(400, "ORDER_CLOSED", "订单已关闭")
    if transaction["trade_state"] != "NOTPAY":
        raise invalid("该订单已支付")
    _becomes(transaction, "CLOSED")


def pay(account: Account, out_trade_no: str, bank: str = "OTHERS", *, late: bool = False) -> WechatObject:
    """The buyer pays. `late`, the money comes although the order is closed or its time is over."""
    if bank not in BANKS:
        raise invalid(f"bank must be one of {', '.join(BANKS)}")
    transaction = account.transaction(out_trade_no)
    over = transaction["time_expire"] and moment_of(transaction["time_expire"]).timestamp() <= account.clock.now()
    if transaction["trade_state"] not in ("NOTPAY", "CLOSED") or ((over or is_closed(transaction)) and not late):
        raise invalid(f"该订单不可支付: {transaction['trade_state_desc']}")
    total = transaction["amount"]["total"]
    transaction["amount"] |= {"payer_total": total, "payer_currency": "CNY"}
    transaction.update(transaction_id=account.number("4200"), bank_type=bank, success_time=account.now())
    transaction["payer"] = transaction["asked"].get("payer") or {"openid": f"o{secrets.token_urlsafe(20)}"}
    _becomes(transaction, "SUCCESS")
    account.tell("TRANSACTION.SUCCESS", shown(transaction), transaction["notify_url"])
    return shown(transaction)


def refunded(transaction: WechatObject) -> None:
    _becomes(transaction, "REFUND")


def is_closed(transaction: WechatObject) -> bool:
    return bool(transaction["trade_state"] == "CLOSED")


def shown(transaction: WechatObject) -> WechatObject:
    """As an answer or a notification has it."""
    return {name: transaction[name] for name in _SHOWN if name in transaction}


def _becomes(transaction: WechatObject, state: str) -> None:
    transaction.update(trade_state=state, trade_state_desc=STATES[state])


def _again(known: WechatObject, p: Params) -> WechatObject:
    if known["asked"] != p:
        raise WechatError(403, "OUT_TRADE_NO_USED", "商户订单号重复")
    if is_closed(known):
        raise WechatError(400, "ORDER_CLOSED", "订单已关闭")
    if known["trade_state"] != "NOTPAY":
        raise invalid("该订单已支付")
    answer: WechatObject = known["answer"]
    return answer


def _answer(account: Account, kind: str, out_trade_no: str) -> WechatObject:
    if kind == "native":
        return {"code_url": f"weixin://wxpay/bizpayurl?pr={secrets.token_urlsafe(6)}"}
    if kind == "h5":
        return {"h5_url": f"{account.url}/_sim/#{out_trade_no}"}
    return {"prepay_id": f"wx{account.number('')}{secrets.token_hex(3)}"}
