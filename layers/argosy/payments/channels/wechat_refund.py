"""Money back by WeChat Pay, under a number made of the refund's own id, so that asked again it is the same refund."""

from typing import Any

from argosy.payments.channel import Refunded, RefundWish
from argosy.payments.channels.wechat_client import ask, find
from argosy.payments.channels.wechat_words import refund_number, refunded_of


def refund(wish: RefundWish) -> Refunded:
    """Send money back by the way it came. After a failure it is looked for first."""
    return query_refund(wish) if wish.failures else _send(wish, wish.refund_id)


def query_refund(wish: RefundWish) -> Refunded:
    """What WeChat Pay knows of a refund now; one that it never had is asked for under its number.

    A closed refund has given its money back to us, and another try needs another number. An abnormal one, which the buyer's
    bank did not take, keeps its money at WeChat Pay until somebody helps it there: another number would send it twice.
    """
    number = wish.refund_id
    made = _made(number)
    for tried in range(1, wish.failures + 1):
        if made is None or made["status"] != "CLOSED":
            break
        number = refund_number(wish.refund_id, tried)
        made = _made(number)
    return _send(wish, number) if made is None else refunded_of(made)


def _made(number: str) -> dict[str, Any] | None:
    return find(lambda sdk: sdk.query_refund(number))


def _send(wish: RefundWish, number: str) -> Refunded:
    amount = {"refund": wish.amount_minor, "total": wish.attempt.amount_minor, "currency": wish.attempt.currency}
    return refunded_of(ask(lambda sdk: sdk.refund(number, amount, out_trade_no=wish.attempt.id)))
