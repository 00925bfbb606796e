"""Answers /v3 as WeChat Pay does: the merchant's signature checked, the operation done, the answer signed."""

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl

from local.channels.faults import Fault, Faults, after, before
from local.channels.http import Answer, Request
from local.channels.wechat import receivers, refunds, sharing, sharing_returns, transactions
from local.channels.wechat.account import Account
from local.channels.wechat.bills import Bills
from local.channels.wechat.errors import REFUSALS, WechatError, invalid
from local.channels.wechat.merchant import key_of
from local.channels.wechat.signing import authenticate, signed

FORGED = "answer_forged"
"""A fault of its own: an answer that somebody else has signed."""
Params = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """`run` gets what stands in path, query and body together; None is an answer without a body."""

    name: str
    method: str
    path: str
    run: Callable[[Account, Params], Any]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))


_ORDER, _REFUND, _SHARING = "/v3/pay/transactions", "/v3/refund/domestic/refunds", "/v3/profitsharing/orders"
_RETURN = "/v3/profitsharing/return-orders"
OPERATIONS = (
    Operation("transactions.create", "POST", _ORDER + "/{kind}", transactions.create),
    Operation("transactions.query", "GET", _ORDER + "/out-trade-no/{out_trade_no}", transactions.query),
    Operation("transactions.close", "POST", _ORDER + "/out-trade-no/{out_trade_no}/close", transactions.close),
    Operation("refunds.create", "POST", _REFUND, refunds.create),
    Operation("refunds.query", "GET", _REFUND + "/{out_refund_no}", refunds.query),
    Operation("sharings.create", "POST", _SHARING, sharing.create),
    Operation("sharings.query", "GET", _SHARING + "/{out_order_no}", sharing.query),
    Operation("receivers.add", "POST", "/v3/profitsharing/receivers/add", receivers.add),
    Operation("sharings.unfreeze", "POST", _SHARING + "/unfreeze", sharing.unfreeze),
    Operation("returns.create", "POST", _RETURN, sharing_returns.create),
    Operation("returns.query", "GET", _RETURN + "/{out_return_no}", sharing_returns.query),
)


class Api:
    def __init__(self, account: Account, bills: Bills, faults: Faults) -> None:
        self._account = account
        self._bills = bills
        self._faults = faults
        self._operations = (
            *OPERATIONS,
            Operation("bills.announce", "GET", "/v3/bill/tradebill", lambda _, p: bills.announce(p)),
            Operation("bills.download", "GET", "/v3/billdownload/file", lambda _, p: bills.file(p)),
        )

    def answer(self, request: Request) -> Answer:
        """Raises `ConnectionDropped` where a fault says so."""
        try:
            authenticate(request, self._account.merchant)
            operation, p = self._called(request)
            fault = self._faults.take(operation.name, self._faults.request_kinds)
            if fault is not None and fault.kind in REFUSALS:
                raise WechatError(*REFUSALS[fault.kind])
            before(fault)
            with self._account.lock:
                done = operation.run(self._account, p)
        except WechatError as no:
            return self._signed(no.status, json.dumps(no.body, ensure_ascii=False))
        return after(fault, self._done(done, fault))

    def _done(self, done: Any, fault: Fault | None) -> Answer:
        if isinstance(done, bytes):  # a file has no signature: its hash was announced under one
            return Answer(200, "", content_type="application/octet-stream", file=done)
        forged = fault is not None and fault.kind == FORGED
        if done is None:
            return self._signed(204, "", forged=forged)
        return self._signed(200, json.dumps(done, ensure_ascii=False, separators=(",", ":")), forged=forged)

    def _signed(self, status: int, body: str, *, forged: bool = False) -> Answer:
        at, key = int(self._account.clock.now()), key_of("somebody") if forged else None
        headers = signed(self._account.merchant, body, at, key) | {"Request-ID": secrets.token_hex(16).upper()}
        return Answer(status, body, headers, content_type="application/json; charset=utf-8")

    def _called(self, request: Request) -> tuple[Operation, Params]:
        for operation in self._operations:
            match = operation.pattern.fullmatch(request.path) if operation.method == request.method else None
            if match and match.groupdict().get("kind", "native") in transactions.TRADE_TYPES:
                return operation, {**dict(parse_qsl(request.query)), **_body(request), **match.groupdict()}
        raise WechatError(404, "NOT_FOUND", f"{request.method} {request.path}")


def _body(request: Request) -> Params:
    try:
        read = json.loads(request.body or b"{}")
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise invalid("请求体不是JSON对象")
    return read
