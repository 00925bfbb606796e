"""Refunds: under one request number one refund, whatever became of the answers; receivers' parts come back with it or alone."""

from typing import Any

from local.channels.alipay import money, royalty_returns
from local.channels.alipay.account import Account, Refund, Trade
from local.channels.alipay.errors import AlipayError, wrong_state
from local.channels.alipay.royalty import Content


def refund(account: Account, content: Content) -> dict[str, Any]:
    trade = account.trade(content["out_trade_no"])
    request_no = content.get("out_request_no") or trade.out_trade_no
    parts = content.get("refund_royalty_parameters") or []
    moved = bool(parts) and royalty_returns.take_back(account, trade, request_no, parts)
    if not parts or content["refund_amount"] != money.spell(0):
        moved = _buyers(account, trade, request_no, money.read(content["refund_amount"], "refund_amount")) or moved
    return {
        "trade_no": trade.trade_no,
        "out_trade_no": trade.out_trade_no,
        "buyer_logon_id": "buy***@example.com",
        "fund_change": "Y" if moved else "N",
        "refund_fee": money.spell(trade.refunded),
    }


def _buyers(account: Account, trade: Trade, request_no: str, amount: int) -> bool:
    """Whether money went back to the buyer by this."""
    made = trade.refunds.get(request_no)
    if made is not None and made.amount != amount:
        raise AlipayError("ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求")
    return made is None and _make(account, trade, request_no, amount)


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
    request_no = content["out_request_no"]
    made, returned = trade.refunds.get(request_no), royalty_returns.shown(trade, request_no)
    if not (made.done if made else returned):
        return {}
    return {
        "trade_no": trade.trade_no,
        "out_trade_no": trade.out_trade_no,
        "out_request_no": request_no,
        "total_amount": money.spell(trade.total),
        "refund_amount": money.spell(made.amount if made else 0),
        "refund_status": "REFUND_SUCCESS",
        **({"refund_royaltys": returned} if returned else {}),
    }
