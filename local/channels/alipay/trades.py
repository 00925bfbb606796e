"""Trades: opened by the buyer with a signed order, paid, refused, closed, asked about, timed out."""

from typing import Any

from local.channels.alipay import money
from local.channels.alipay.account import BUYER_ID, Account, Trade
from local.channels.alipay.errors import AlipayError, invalid, wrong_state

Content = dict[str, str]
PRODUCTS = {
    "alipay.trade.page.pay": "FAST_INSTANT_TRADE_PAY",
    "alipay.trade.wap.pay": "QUICK_WAP_WAY",
    "alipay.trade.app.pay": "QUICK_MSECURITY_PAY",
}


def open_order(account: Account, method: str, content: Content, notify_url: str | None) -> Trade:
    """The buyer is at the cashier: from now on Alipay knows the trade. The same order opened again is the same trade."""
    if content.get("product_code") != PRODUCTS[method]:
        raise invalid("product_code")
    total = money.read(content.get("total_amount", ""), "total_amount")
    known = account.trades.get(content["out_trade_no"])
    if known is not None:
        if known.total != total:
            raise AlipayError("ACQ.CONTEXT_INCONSISTENT", "交易信息被篡改")
        return known
    try:
        expires_at = account.moment(content["time_expire"])
    except ValueError:
        raise invalid("time_expire") from None
    if expires_at <= account.clock.now():
        raise AlipayError("ACQ.ORDER_TIMEOUT", "订单已超时")
    trade = Trade(
        trade_no=account.number(),
        out_trade_no=content["out_trade_no"],
        total=total,
        subject=content["subject"],
        notify_url=notify_url,
        expires_at=expires_at,
        created_at=account.clock.now(),
    )
    account.trades[trade.out_trade_no] = trade
    return trade


def pay(account: Account, trade: Trade) -> None:
    """The buyer's money has come."""
    expire(account, trade)
    if trade.status != "WAIT_BUYER_PAY":
        raise wrong_state()
    trade.status, trade.paid_at = "TRADE_SUCCESS", account.clock.now()
    account.move(trade, trade.total)
    account.tell(trade)


def refuse(account: Account, trade: Trade) -> None:
    """The buyer does not want it any more, or was too late."""
    if trade.status != "WAIT_BUYER_PAY":
        raise wrong_state()
    trade.status = "TRADE_CLOSED"
    account.tell(trade)


def expire(account: Account, trade: Trade) -> None:
    if trade.status == "WAIT_BUYER_PAY" and account.clock.now() >= trade.expires_at:
        refuse(account, trade)


def close(account: Account, content: Content) -> dict[str, Any]:
    """The merchant takes the chance away; whoever closes hears it in the answer and not by a notification."""
    trade = account.trade(content["out_trade_no"])
    expire(account, trade)
    if trade.status != "WAIT_BUYER_PAY":
        raise wrong_state()
    trade.status = "TRADE_CLOSED"
    return {"trade_no": trade.trade_no, "out_trade_no": trade.out_trade_no}


def query(account: Account, content: Content) -> dict[str, Any]:
    trade = account.trade(content["out_trade_no"])
    expire(account, trade)
    shown = {
        "trade_no": trade.trade_no, "out_trade_no": trade.out_trade_no, "trade_status": trade.status,
        "total_amount": money.spell(trade.total), "buyer_logon_id": "buy***@example.com", "buyer_user_id": BUYER_ID,
        "receipt_amount": money.spell(trade.total if trade.paid_at else 0),
    }  # fmt: skip
    return shown | ({"send_pay_date": account.spell(trade.paid_at)} if trade.paid_at else {})
