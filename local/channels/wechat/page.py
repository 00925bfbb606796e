"""The page at /_sim/, where a person sees what was asked for and pays it."""

from html import escape

from local.channels.amounts import figure
from local.channels.page import document, table
from local.channels.wechat.account import Account, WechatObject
from local.channels.wechat.transactions import BANKS

_MOST_SHOWN = 200
_LINKS = ("events", "books", "faults", "discrepancies")
_PAYING = """
document.addEventListener("click", ({target: {dataset: {pay}}}) => {
  if (pay) send("/_sim/pay", {out_trade_no: pay, bank: document.getElementById("b-" + pay).value});
});
"""


def render(account: Account) -> str:
    with account.lock:
        newest = list(account.transactions.values())[: -_MOST_SHOWN - 1 : -1]
        rows = [_row(account, transaction) for transaction in newest]
    heads = ("Created (China)", "Order", "Amount", "Status", "As its buyer")
    return document("WeChat Pay simulator", table(heads, rows, "Nothing to pay yet."), _PAYING, _LINKS)


def _row(account: Account, transaction: WechatObject) -> str:
    number = escape(transaction["out_trade_no"])
    about = f"{transaction['trade_type']} {escape(transaction['description'])}"
    back = "".join(
        f"<small>¥{figure(refund['amount']['refund'], 'CNY')} back: {refund['status']}</small>"
        for refund in account.refunds.values()
        if refund["out_trade_no"] == transaction["out_trade_no"]
    )
    amount = f"¥{figure(transaction['amount']['total'], 'CNY')}{back}"
    status = f"{transaction['trade_state']}<small>{escape(transaction['trade_state_desc'])}</small>"
    at = transaction["created"][:19].replace("T", " ")
    cells = f'<td class="at">{at}<td><code>{number}</code><small>{about}</small><td class="amount">{amount}'
    return f'<tr id="{number}">{cells}<td>{status}<td>{_controls(transaction, number)}'


def _controls(transaction: WechatObject, number: str) -> str:
    if transaction["trade_state"] != "NOTPAY":
        return ""
    options = "".join(f"<option>{bank}" for bank in BANKS)
    return f'<select id="b-{number}" aria-label="Bank">{options}</select> <button data-pay="{number}">Pay</button>'
