"""What receivers give back of a trade: by a refund that may give the buyer nothing, each once under its request number."""

import json
from typing import Any

from local.channels.alipay import money
from local.channels.alipay.account import Account, Trade
from local.channels.alipay.errors import AlipayError
from local.channels.alipay.royalty import Royalty

Content = dict[str, Any]


def take_back(account: Account, trade: Trade, request_no: str, parameters: list[Content]) -> bool:
    """Whether money moved now; the same request again moves nothing. Raises Alipay's refusals."""
    asked = json.dumps(parameters, sort_keys=True)
    made = trade.royalty_returns.get(request_no)
    if made is not None:
        if made[0].asked != asked:
            raise AlipayError("ACQ.DISCORDANT_REPEAT_REQUEST", "不一致的请求")
        return False
    number = account.number()
    parts = [Royalty(number, each["trans_out"], money.read(each["amount"], "amount"), asked) for each in parameters]
    for each in parts:
        if each.amount > _left(trade, each.receiver):
            raise AlipayError("ACQ.REFUND_ROYALTY_AMOUNT_ERROR", "退分账金额超限")
        if each.amount > held(account, each.receiver):
            raise AlipayError("ACQ.USER_BALANCE_NOT_ENOUGH", "分账收入方余额不足")
    trade.royalty_returns[request_no] = parts
    return True


def shown(trade: Trade, request_no: str) -> list[dict[str, str]]:
    """As an answer to the question about a refund has them."""
    return [
        {
            "refund_amount": money.spell(each.amount), "royalty_type": "transfer", "result_code": "SUCCESS",
            "trans_out": each.receiver,
        }
        for each in trade.royalty_returns.get(request_no, [])
    ]  # fmt: skip


def held(account: Account, receiver: str) -> int:
    """What a receiver has of all that it got, in fen."""
    return sum(_left(trade, receiver) for trade in account.trades.values()) - account.withdrawn.get(receiver, 0)


def _left(trade: Trade, receiver: str) -> int:
    got, back = (
        sum(int(each.amount) for made in asked.values() for each in made if each.receiver == receiver)
        for asked in (trade.royalties, trade.royalty_returns)
    )
    return got - back
