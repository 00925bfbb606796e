"""Answers gateway.do as Alipay does: who asks and whether they signed it, which method, with which faults, signed in turn."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from local.channels.alipay import bill, cashier, keys, refunds, royalty, trades
from local.channels.alipay.account import APP_ID, Account, Trade
from local.channels.alipay.errors import AlipayError, invalid, not_yours, unknown
from local.channels.alipay.trades import Content
from local.channels.faults import Faults, after, before
from local.channels.http import Answer, Request

# What a gateway says that did nothing.
SAID = {
    "system_error": unknown(),
    "busy": AlipayError("ACQ.SYSTEM_ERROR", "接口返回错误"),
    "no_balance": AlipayError("ACQ.SELLER_BALANCE_NOT_ENOUGH", "卖家余额不足"),
}
# An `answer_forged` is a yes that Alipay did not sign.
REFUSALS = ("http_500", *SAID, "answer_forged")
OPERATIONS: dict[str, Callable[[Account, Content], dict[str, Any]]] = {
    "alipay.trade.query": trades.query,
    "alipay.trade.close": trades.close,
    "alipay.trade.refund": refunds.refund,
    "alipay.trade.fastpay.refund.query": refunds.query,
    "alipay.trade.royalty.relation.bind": royalty.bind,
    "alipay.trade.order.settle": royalty.settle,
    "alipay.trade.order.settle.query": royalty.query,
    "alipay.data.dataservice.bill.downloadurl.query": bill.named,
}


@dataclass(frozen=True)
class Order:
    """What the merchant signed and the buyer brings."""

    method: str
    content: Content
    notify_url: str | None


class Gateway:
    def __init__(self, account: Account, faults: Faults) -> None:
        self._account = account
        self._faults = faults

    def answer(self, request: Request) -> Answer:
        """Raises `ConnectionDropped` where a fault says so."""
        encoded = request.query or request.body.decode(errors="replace")
        method = dict(parse_qsl(encoded)).get("method", "")
        if method in trades.PRODUCTS:
            return self._cashier(encoded)
        fault = self._faults.take(method, self._faults.request_kinds)
        if fault is not None and fault.kind == "http_500":
            return Answer(500, "")
        before(fault)
        return after(fault, self._answered(method, encoded, fault.kind if fault else None))

    def opened(self, encoded: str) -> Trade:
        """The trade of a signed order, which is there from now on. Raises AlipayError."""
        with self._account.lock:
            order = read_order(encoded)
            return trades.open_order(self._account, order.method, order.content, order.notify_url)

    def _cashier(self, encoded: str) -> Answer:
        try:
            trade = self.opened(encoded)
        except AlipayError as no:
            return Answer(200, cashier.refused(no), content_type="text/html; charset=utf-8")
        return Answer(200, cashier.render(trade), content_type="text/html; charset=utf-8")

    def _answered(self, method: str, encoded: str, fault: str | None) -> Answer:
        try:
            content = _verified(encoded)
        except AlipayError as no:
            return Answer(200, json.dumps({_name(method): no.told}, ensure_ascii=False))
        told = json.dumps(self._told(method, content, fault), ensure_ascii=False)
        signature = keys.sign(told, "stranger" if fault == "answer_forged" else "alipay")
        return Answer(200, f'{{"{_name(method)}":{told},"sign":"{signature}"}}')

    def _told(self, method: str, content: Content, fault: str | None) -> dict[str, Any]:
        try:
            if fault in SAID:
                return SAID[fault].told
            if method not in OPERATIONS:
                raise not_yours("isv.invalid-method", "不存在的方法名")
            with self._account.lock:
                return {"code": "10000", "msg": "Success", **OPERATIONS[method](self._account, content)}
        except KeyError as missing:
            return invalid(str(missing.args[0])).told
        except AlipayError as no:
            return no.told


def read_order(encoded: str) -> Order:
    """Raises AlipayError."""
    content = _verified(encoded)
    given = dict(parse_qsl(encoded))
    if given.get("method") not in trades.PRODUCTS:
        raise not_yours("isv.invalid-method", "不存在的方法名")
    return Order(given["method"], content, given.get("notify_url"))


def _verified(encoded: str) -> Content:
    """What is asked, if our merchant signed it. Raises AlipayError."""
    given = dict(parse_qsl(encoded, keep_blank_values=True))
    signature = given.pop("sign", "")
    if given.get("app_id") != APP_ID:
        raise not_yours("isv.invalid-app-id", "无效的AppID参数")
    if given.get("sign_type") != "RSA2" or not keys.signed_by_merchant(keys.joined(given), signature):
        raise not_yours("isv.invalid-signature", "无效签名")
    content: Content = json.loads(given["biz_content"])
    return content


def _name(method: str) -> str:
    return f"{method.replace('.', '_')}_response"
