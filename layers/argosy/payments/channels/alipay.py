"""Alipay by its SDK. It knows a payment by our attempt's id and a refund by our refund's, so a repeated call is one call."""

from datetime import date, datetime, timedelta
from typing import Any
from zipfile import BadZipFile

from argosy.kernel import clock
from argosy.payments.attempt import Attempt
from argosy.payments.channel import BillLine, Outcome, Refunded, RefundWish, Submitted, Told
from argosy.payments.channels import alipay_bill
from argosy.payments.channels.alipay_gateway import ask, download, link, order
from argosy.payments.channels.alipay_royalty import query_split, split
from argosy.payments.channels.alipay_royalty_return import query_return, take_back
from argosy.payments.channels.alipay_words import BEIJING, fen, in_beijing, yuan
from argosy.payments.errors import ChannelRefused, ChannelSilent

__all__ = [
    "bill", "close", "create", "query", "query_refund", "query_return", "query_split", "refund", "split", "take_back",
]  # fmt: skip

METHODS = {
    "page": ("alipay.trade.page.pay", "FAST_INSTANT_TRADE_PAY"),
    "wap": ("alipay.trade.wap.pay", "QUICK_WAP_WAY"),
    "app": ("alipay.trade.app.pay", "QUICK_MSECURITY_PAY"),
}
OUTCOMES: dict[str, Outcome] = {
    "TRADE_SUCCESS": "succeeded", "TRADE_FINISHED": "succeeded", "TRADE_CLOSED": "closed", "WAIT_BUYER_PAY": "waiting",
}  # fmt: skip
NEVER_OPENED = "ACQ.TRADE_NOT_EXIST"
NO_BILL = ("isp.bill_not_exist", "BILL_NOT_EXIST")  # what it answers, and what its documentation says
BILL_PATIENCE = timedelta(days=2)


def create(attempt: Attempt) -> Submitted:
    """A signed order for the buyer's browser or app. Raises ChannelRefused for a currency or a method that Alipay has not."""
    if attempt.currency != "CNY":
        raise ChannelRefused(reason="currency")
    if attempt.method not in METHODS:
        raise ChannelRefused(reason="method")
    method, product = METHODS[attempt.method]
    content = {
        "out_trade_no": attempt.id,
        "product_code": product,
        "total_amount": yuan(attempt.amount_minor),
        "subject": f"Order {attempt.order_id}",
        "time_expire": in_beijing(attempt.expires_at_moment),
    }
    signed = order(method, content)
    return Submitted(None, {"order_string": signed} if attempt.method == "app" else {"pay_url": link(signed)})


def query(attempt: Attempt) -> Told:
    """What Alipay knows of the attempt now: nothing before the buyer has opened it, which they may still do."""
    try:
        return told_of(ask("alipay.trade.query", out_trade_no=attempt.id))
    except ChannelRefused as no:
        if no.facts["reason"] != NEVER_OPENED:
            raise
        return Told(outcome="waiting", channel_ref="")


def close(attempt: Attempt) -> Told:
    """Take the chance to pay away. Where the buyer was faster, that is what comes back.

    What they never opened cannot be closed and counts as closed: the order in their hands dies at the attempt's own deadline,
    and money that comes before it is late money, which goes back.
    """
    try:
        closed = ask("alipay.trade.close", out_trade_no=attempt.id)
    except ChannelRefused as no:
        return Told(outcome="closed", channel_ref="") if no.facts["reason"] == NEVER_OPENED else query(attempt)
    return Told(outcome="closed", channel_ref=str(closed["trade_no"]))


def refund(wish: RefundWish) -> Refunded:
    """Send money back by the way it came; under its own number it is the same refund however often it is asked for.

    Where that moved nothing, or was refused, an earlier try may have done it: only the question tells.
    """
    number = {"out_trade_no": wish.attempt.id, "out_request_no": wish.refund_id}
    try:
        answer = ask("alipay.trade.refund", **number, refund_amount=yuan(wish.amount_minor))
    except ChannelRefused:
        if trade := _refunded_in(wish):
            return Refunded("succeeded", trade)
        raise
    done = answer.get("fund_change") == "Y" or _refunded_in(wish)
    return Refunded("succeeded" if done else "waiting", str(answer["trade_no"]))


def query_refund(wish: RefundWish) -> Refunded:
    """What Alipay knows of a refund now; one that is not done is asked for again, under its number."""
    trade = _refunded_in(wish)
    return Refunded("succeeded", trade) if trade else refund(wish)


def _refunded_in(wish: RefundWish) -> str | None:
    """Alipay's number of the trade from which the refund went back, if it did. A refund has no other number there."""
    answer = ask("alipay.trade.fastpay.refund.query", out_trade_no=wish.attempt.id, out_request_no=wish.refund_id)
    return str(answer["trade_no"]) if answer.get("refund_status") == "REFUND_SUCCESS" else None


def bill(day: date) -> tuple[BillLine, ...]:
    """Payments and refunds of one day in Beijing with their fees; there the next morning, and never for a day without any.

    Raises ChannelSilent while it may still come: until the day after is over.
    """
    try:
        named = ask("alipay.data.dataservice.bill.downloadurl.query", bill_type="trade", bill_date=day.isoformat())
        return alipay_bill.lines(download(str(named["bill_download_url"])))
    except BadZipFile as unknown:
        raise ChannelSilent(retry_after_seconds=60) from unknown
    except ChannelRefused as no:
        if no.facts["reason"] not in NO_BILL:
            raise
        if clock.now() < datetime(day.year, day.month, day.day, tzinfo=BEIJING) + BILL_PATIENCE:
            raise ChannelSilent(retry_after_seconds=3600) from no
        return ()


def told_of(trade: dict[str, Any]) -> Told:
    """A trade in our words, as an answer or a notification has it. A status that we do not know leaves it waiting."""
    return Told(
        outcome=OUTCOMES.get(trade["trade_status"], "waiting"),
        channel_ref=str(trade["trade_no"]),
        amount_minor=fen(trade["total_amount"]),
        currency="CNY",
    )
