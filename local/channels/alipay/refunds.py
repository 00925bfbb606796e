"""Refunds: under one request number one refund, whatever became of the answers."""

from typing import Any

from local.channels.alipay import money
from local.channels.alipay.account import Account, Refund, Trade
from local.channels.alipay.errors import AlipayError, wrong_state
from local.channels.alipay.trades import Content


def refund(account: Account, content: Content) -> dict[str, Any]:
    trade = account.trade(content["out_trade_no"])
    amount = money.read(content["refund_amount"], "refund_amount")
    request_no = content.get("out_request_no") or trade.out_trade_no
    made = trade.refunds.get(request_no)
    moved = made is None and _make(account, trade, request_no, amount)
    if made is not None and made.amount != amount:
        raise AlipayError("ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求")
    return {
        "trade_no": trade.trade_no,
        "out_trade_no": trade.out_trade_no,
        "buyer_logon_id": "buy***@example.com",
        "fund_change": "Y" if moved else "N",
        "refund_fee": money.spell(trade.refunded),
    }


def _make(account: Account, trade: Trade, request_no: str, amount: int) -> bool:
    """Whether the money is back at once."""
    if trade.paid_at is None:
        raise wrong_state()
    if amount > trade.total - trade.refunded:
        raise AlipayError("ACQ.REFUND_AMT_NOT_EQUAL_TOTAL", "退款金额超限")
    trade.refunds[request_no] = Refund(request_no, amount, account.clock.now() + account.refund_seconds)
    settle(account, trade)
    return trade.refunds[request_no].done


def settle(account: Account, trade: Trade) -> None:
    """What is due by now goes back and is told."""
    for made in trade.refunds.values():
        if made.done or made.due_at > account.clock.now():
            continue
        made.done = True
        account.move(trade, -made.amount, made.request_no)
        if sum(each.amount for each in trade.refunds.values() if each.done) == trade.total:
            trade.status = "TRADE_CLOSED"
        account.tell(
            trade,
            out_biz_no=made.request_no,
            refund_fee=money.spell(trade.refunded),
            gmt_refund=account.spell(account.clock.now()) + ".000",
        )


def query(account: Account, content: Content) -> dict[str, Any]:
    """Of a refund that is not there, or not yet, it says only that the question was heard."""
    trade = account.trade(content["out_trade_no"])
    made = trade.refunds.get(content["out_request_no"])
    if made is None or not made.done:
        return {}
    return {
        "trade_no": trade.trade_no,
        "out_trade_no": trade.out_trade_no,
        "out_request_no": made.request_no,
        "total_amount": money.spell(trade.total),
        "refund_amount": money.spell(made.amount),
        "refund_status": "REFUND_SUCCESS",
    }
