"""WeChat Pay (API v3) by its SDK. Our own ids are its numbers, so a repeated call is one order and one refund."""

from datetime import date
from typing import Any

from argosy.payments.attempt import Attempt
from argosy.payments.channel import NEVER_TAKEN, BillLine, Submitted, Told
from argosy.payments.channels.wechat_bill import lines_of
from argosy.payments.channels.wechat_client import ask, fetch, find
from argosy.payments.channels.wechat_order import client_payload, order_of
from argosy.payments.channels.wechat_refund import query_refund, refund
from argosy.payments.channels.wechat_returns import query_return, take_back
from argosy.payments.channels.wechat_sharing import add_receiver, free_rest, query_split, split
from argosy.payments.channels.wechat_words import told_of
from argosy.payments.errors import ChannelRefused

__all__ = [
    "add_receiver", "bill", "close", "create", "free_rest", "query", "query_refund", "query_return", "query_split", "refund",
    "split", "take_back",
]  # fmt: skip


def create(attempt: Attempt) -> Submitted:
    """An order at WeChat Pay with the attempt's number; asked again it is the same. Raises ChannelRefused, ChannelSilent."""
    order = order_of(attempt)
    if not attempt.status.is_open:
        # WeChat Pay may never have had the number, and would open an order that nobody closes.
        return Submitted(attempt.channel_ref, {})
    try:
        taken = ask(lambda sdk: sdk.pay(**order))
    except ChannelRefused:
        # A number that was paid or closed meanwhile is refused too, and has been taken all the same.
        if _order(attempt) is None:
            raise
        return Submitted(None, {})
    return Submitted(None, client_payload(attempt.method, taken))


def query(attempt: Attempt) -> Told:
    """What WeChat Pay knows of the attempt now. One that it does not know waits: its request may still be on the way."""
    found = _order(attempt)
    return Told("waiting", "") if found is None else told_of(found)


def close(attempt: Attempt) -> Told:
    """Take the chance to pay away. Where the buyer was faster, that is what comes back."""
    try:
        ask(lambda sdk: sdk.close(attempt.id))
    except ChannelRefused:
        found = _order(attempt)
        return NEVER_TAKEN if found is None else told_of(found)
    return Told("closed", "")


def bill(day: date) -> tuple[BillLine, ...]:
    """Payments and refunds of one day in China, with their fees; published at ten on the next day.

    Raises ChannelSilent before, and for a file that is not the one that was announced; ValueError for one of another form.
    """
    try:
        announced = ask(lambda sdk: sdk.trade_bill(day.isoformat()))
    except ChannelRefused as no:
        if no.facts["reason"] == "NO_STATEMENT_EXIST":
            return ()
        raise
    return lines_of(fetch(lambda sdk: sdk.download_bill(announced["download_url"])), announced["hash_value"])


def _order(attempt: Attempt) -> dict[str, Any] | None:
    """The order that has the attempt's number, or None."""
    return find(lambda sdk: sdk.query(out_trade_no=attempt.id))
