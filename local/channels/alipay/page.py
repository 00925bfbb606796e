"""The page at /_sim/, where a person sees what was opened and pays it."""

from html import escape

from local.channels.alipay.account import Account, Trade
from local.channels.amounts import spell
from local.channels.page import PAYING, document, table

_MOST_SHOWN = 200


def render(account: Account) -> str:
    with account.lock:
        rows = [_row(account, trade) for trade in list(account.trades.values())[: -_MOST_SHOWN - 1 : -1]]
    heads = ("Opened (Beijing)", "Trade", "Amount", "Status", "As its buyer")
    return document("Alipay simulator", table(heads, rows, "No buyer has opened an order yet."), PAYING)


def _row(account: Account, trade: Trade) -> str:
    back = f"<small>{spell(trade.refunded, 'CNY')} back</small>" if trade.refunded else ""
    name = f"<code>{escape(trade.out_trade_no)}</code><small>{escape(trade.subject)}</small>"
    amount = f"{spell(trade.total, 'CNY')}{back}"
    opened = account.spell(trade.created_at)
    return f'<tr><td class="at">{opened}<td>{name}<td class="amount">{amount}<td>{trade.status}<td>{_controls(trade)}'


def _controls(trade: Trade) -> str:
    if trade.status != "WAIT_BUYER_PAY":
        return ""
    return "".join(
        f'<button data-act="{act}" data-trade="{escape(trade.out_trade_no)}">{label}</button> '
        for act, label in (("pay", "Pay"), ("refuse", "Refuse"))
    )
