"""One Alipay merchant in memory: trades, what moved, and what was told. Amounts are fen, times seconds since the epoch."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from threading import RLock
from typing import Any

from local.channels.alipay import money
from local.channels.alipay.errors import no_such_trade
from local.channels.clock import Clock

APP_ID = "9021000100000001"
SELLER_ID = "2088000100000001"
BUYER_ID = "2088000200000002"
BEIJING = timezone(timedelta(hours=8))
TIME = "%Y-%m-%d %H:%M:%S"


@dataclass
class Refund:
    """`due_at` is when the money goes back, which may be later than it was asked for."""

    request_no: str
    amount: int
    due_at: float
    done: bool = False


@dataclass
class Trade:
    trade_no: str
    out_trade_no: str
    total: int
    subject: str
    notify_url: str | None
    expires_at: float
    created_at: float
    status: str = "WAIT_BUYER_PAY"
    paid_at: float | None = None
    refunds: dict[str, Refund] = field(default_factory=dict)
    royalties: dict[str, list[Any]] = field(default_factory=dict)
    """By request number what went to receivers (royalty.py)."""
    royalty_returns: dict[str, list[Any]] = field(default_factory=dict)
    """By request number what came back from them (royalty_returns.py)."""

    @property
    def refunded(self) -> int:
        return sum(refund.amount for refund in self.refunds.values())


@dataclass(frozen=True)
class Movement:
    """One line of the bill. What leaves the merchant is negative: refunds, and the fee of a payment."""

    kind: str
    trade_no: str
    out_trade_no: str
    subject: str
    created_at: float
    at: float
    amount: int
    fee: int
    request_no: str = ""

    @property
    def number(self) -> str:
        """The merchant's own."""
        return self.request_no or self.out_trade_no


@dataclass(frozen=True)
class Discrepancy:
    """What a bill gets wrong about the movement of this number: it misses it, has another amount, or invents it."""

    kind: str
    number: str
    amount: int = 0


class Account:
    """Whoever reads or changes it holds `lock`, so an operation happens as a whole or not at all."""

    def __init__(self, clock: Clock, *, refund_seconds: float = 0.0) -> None:
        self.clock = clock
        self.refund_seconds = refund_seconds
        self.lock = RLock()
        self.trades: dict[str, Trade] = {}
        self.receivers: set[str] = set()
        self.withdrawn: dict[str, int] = {}
        """What receivers have sent to their own banks."""
        self.movements: list[Movement] = []
        self.events: list[dict[str, Any]] = []
        self.early: set[date] = set()
        """Days whose bill is there before its hour."""
        self.wrong: dict[date, list[Discrepancy]] = {}
        self.url = ""
        self.listeners: list[Callable[[dict[str, Any]], None]] = []
        self._numbers = count(1)

    def number(self) -> str:
        """28 digits that begin with the day, as Alipay's do."""
        return f"{self.spell(self.clock.now())[:10].replace('-', '')}2200{next(self._numbers):016d}"

    def trade(self, out_trade_no: str) -> Trade:
        found = self.trades.get(out_trade_no)
        if found is None:
            raise no_such_trade()
        return found

    def move(self, trade: Trade, amount: int, request_no: str = "") -> None:
        """A payment, or with a request's number a refund, with its fee."""
        fee = money.fee(abs(amount))
        self.movements.append(
            Movement(
                kind="退款" if request_no else "交易",
                trade_no=trade.trade_no,
                out_trade_no=trade.out_trade_no,
                subject=trade.subject,
                created_at=trade.created_at,
                at=self.clock.now(),
                amount=amount,
                fee=fee if request_no else -fee,
                request_no=request_no,
            )
        )

    def tell(self, trade: Trade, **more: str) -> None:
        """A notification of how the trade is now; `more` is what it says beside that."""
        told = {
            "notify_type": "trade_status_sync", "notify_id": self.number(), "charset": "utf-8", "version": "1.0",
            "sign_type": "RSA2", "app_id": APP_ID, "auth_app_id": APP_ID, "seller_id": SELLER_ID, "buyer_id": BUYER_ID,
            "trade_no": trade.trade_no, "out_trade_no": trade.out_trade_no, "trade_status": trade.status,
            "subject": trade.subject, "total_amount": money.spell(trade.total), "receipt_amount": money.spell(trade.total),
            "refund_fee": "0.00", "gmt_create": self.spell(trade.created_at),
        }  # fmt: skip
        told |= {"gmt_payment": self.spell(trade.paid_at)} if trade.paid_at else {}
        kind = f"{trade.status}.refund" if "out_biz_no" in more else trade.status
        event = {"id": told["notify_id"], "type": kind, "url": trade.notify_url, "told": told | more}
        self.events.append(event)
        for listener in self.listeners:
            listener(copy.deepcopy(event))

    @staticmethod
    def spell(at: float) -> str:
        """As Alipay writes times: in Beijing's."""
        return datetime.fromtimestamp(at, UTC).astimezone(BEIJING).strftime(TIME)

    @staticmethod
    def moment(text: str) -> float:
        """Raises ValueError."""
        return datetime.strptime(text, TIME).replace(tzinfo=BEIJING).timestamp()
