"""Alipay's notifications: the signature by its SDK, the window in time, and what the notification says in our words."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

from argosy.kernel.ids import is_id
from argosy.payments.channel import Refunded, Word
from argosy.payments.channels.alipay import OUTCOMES, told_of
from argosy.payments.channels.alipay_gateway import client, keys
from argosy.payments.channels.alipay_sdk import AliPayException
from argosy.payments.channels.alipay_words import fen, moment_of
from argosy.payments.errors import InvalidSignature, TimestampOutOfRange

TOLERANCE = timedelta(minutes=5)
REPEATED = timedelta(hours=25)
"""So long Alipay repeats what was not answered `success`, under the same notify_id. What is older is played back by somebody."""
MOST_FIELDS = 200


def verified(raw: bytes, at: datetime) -> Word:
    """The notification, if Alipay signed these parameters for us. Raises InvalidSignature, TimestampOutOfRange."""
    try:
        body = raw.decode()
        pairs = parse_qsl(
            body, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS
        )
        told = dict(pairs)
        if not client().verify({name: told[name] for name in told if name != "sign"}, told["sign"]):
            raise InvalidSignature
        sent_at = moment_of(told["notify_time"])
        word = _word(told, body)
    except (ValueError, KeyError, AliPayException):
        raise InvalidSignature from None
    if not at - REPEATED - TOLERANCE <= sent_at <= at + TOLERANCE:
        raise TimestampOutOfRange
    return word


def _word(told: dict[str, str], body: str) -> Word:
    """A refund is told under the status in which it left the trade; of a payment, `refund_fee` says zero."""
    ours, status = keys(), told.get("trade_status", "")
    word = Word("alipay", told.get("notify_id") or _fingerprint(told), status or told.get("notify_type", ""), body)
    if told["app_id"] != ours["app_id"] or told.get("seller_id", ours["seller_id"]) != ours["seller_id"]:
        return replace(word, is_ours=False)
    if fen(told.get("refund_fee") or "0"):
        refund_id = told.get("out_biz_no", "")
        known = is_id(refund_id, "rfd")
        return replace(word, refund_id=refund_id, refunded=Refunded("succeeded", told["trade_no"])) if known else word
    if status not in OUTCOMES:
        return word
    return replace(word, attempt_id=told["out_trade_no"], told=told_of(told))


def _fingerprint(told: dict[str, str]) -> str:
    """What makes two notifications one, where Alipay has not numbered them."""
    names = ("out_trade_no", "trade_status", "total_amount", "out_biz_no", "refund_fee")
    return hashlib.sha256("\n".join(told.get(name, "") for name in names).encode()).hexdigest()
