"""Settlements: parts of a paid trade for bound receivers, each once under its request number."""

import json
from dataclasses import dataclass
from typing import Any

from local.channels.alipay import money
from local.channels.alipay.account import Account, Trade
from local.channels.alipay.errors import AlipayError, invalid, wrong_state

Content = dict[str, Any]
_NOT_BEFORE_SECONDS = 30
_MOST_AT_ONCE = 5


@dataclass(frozen=True)
class Royalty:
    """What one receiver got by one request."""

    settle_no: str
    receiver: str
    amount: int
    asked: str


def bind(account: Account, content: Content) -> dict[str, Any]:
    """The receivers may be given parts of trades from now on; bound again they are bound."""
    account.receivers |= {str(receiver["account"]) for receiver in content["receiver_list"]}
    return {"result_code": "SUCCESS"}


def settle(account: Account, content: Content) -> dict[str, Any]:
    """The same request again is the same settlement."""
    trade = _trade(account, content["trade_no"])
    number, asked = content["out_request_no"], json.dumps(content["royalty_parameters"], sort_keys=True)
    made = trade.royalties.get(number)
    if made is None:
        made = trade.royalties[number] = _made(account, trade, content["royalty_parameters"], asked)
    elif made[0].asked != asked:
        raise AlipayError("ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求")
    return {"trade_no": trade.trade_no, "settle_no": made[0].settle_no}


def query(account: Account, content: Content) -> dict[str, Any]:
    trade = _trade(account, content["trade_no"])
    made = trade.royalties.get(content["out_request_no"])
    if made is None:
        raise AlipayError("ACQ.SETTLE_NOT_EXIST", "分账请求不存在")
    details = [
        {
            "operation_type": "transfer", "trans_in": each.receiver, "amount": money.spell(each.amount),
            "state": "SUCCESS", "detail_id": each.settle_no,
        }
        for each in made
    ]  # fmt: skip
    return {"out_request_no": content["out_request_no"], "royalty_detail_list": details}


def passed_on(account: Account) -> int:
    """What all receivers got and did not give back, in fen."""
    return sum(
        each.amount * sign
        for trade in account.trades.values()
        for requests, sign in ((trade.royalties, 1), (trade.royalty_returns, -1))
        for made in requests.values()
        for each in made
    )


def _trade(account: Account, trade_no: str) -> Trade:
    return account.trade(next((each.out_trade_no for each in account.trades.values() if each.trade_no == trade_no), ""))


def _made(account: Account, trade: Trade, parameters: list[Content], asked: str) -> list[Royalty]:
    if trade.paid_at is None or account.clock.now() < trade.paid_at + _NOT_BEFORE_SECONDS:
        raise wrong_state()
    if not 1 <= len(parameters) <= _MOST_AT_ONCE:
        raise invalid("royalty_parameters")
    if any(each["trans_in"] not in account.receivers for each in parameters):
        raise AlipayError("ACQ.ROYALTY_RECEIVER_INVALID", "分账收入方未绑定")
    number = account.number()
    found = [Royalty(number, each["trans_in"], money.read(each["amount"], "amount"), asked) for each in parameters]
    before = sum(each.amount for made in trade.royalties.values() for each in made)
    if sum(each.amount for each in found) > trade.total - trade.refunded - before:
        raise AlipayError("ACQ.ALLOC_AMOUNT_VALIDATE_ERROR", "分账金额超过可分账金额")
    return found
