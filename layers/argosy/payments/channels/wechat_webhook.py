"""WeChat Pay's notifications: signature and decryption by its SDK, the window in time and the keys that count by us."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any

from argosy.kernel import ids
from argosy.payments.channel import Word
from argosy.payments.channels.wechat_client import keys, sdk
from argosy.payments.channels.wechat_words import refund_id_of, refunded_of, told_of
from argosy.payments.errors import InvalidSignature, TimestampOutOfRange

TOLERANCE_SECONDS = 300
LONGEST_HEADER = 1_024
HEADERS = ("serial", "signature", "signature-type", "timestamp", "nonce")
NOT_KEPT = ("payer", "user_received_account", "scene_info")
"""What a notification says about the buyer, and nobody here needs."""


def verified(raw: bytes, headers: dict[str, str], at: datetime) -> Word:
    """The notification, if WeChat Pay signed these bytes for us now. Raises InvalidSignature, TimestampOutOfRange."""
    signed = {f"wechatpay-{name}": headers.get(f"wechatpay-{name}", "") for name in HEADERS}
    if not all(0 < len(value) <= LONGEST_HEADER for value in signed.values()):
        raise InvalidSignature
    if signed["wechatpay-serial"] != keys()["public_key_id"]:
        raise InvalidSignature  # the SDK would go and ask WeChat Pay for its certificates
    told = _opened(raw, signed)
    # The SDK has no window of its own: a day-old notification would pass.
    if abs(at.timestamp() - int(signed["wechatpay-timestamp"])) > TOLERANCE_SECONDS:
        raise TimestampOutOfRange
    try:
        return _word(told)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InvalidSignature from None


def _opened(raw: bytes, signed: dict[str, str]) -> dict[str, Any]:
    """The notification with its resource decrypted."""
    if not (signed["wechatpay-timestamp"].isascii() and signed["wechatpay-timestamp"].isdigit()):
        raise InvalidSignature
    try:
        told: dict[str, Any] | None = sdk().callback(signed, raw)
    except Exception:  # the SDK raises whatever a strange body makes it raise
        raise InvalidSignature from None
    if not told:
        raise InvalidSignature
    return told


def _word(told: dict[str, Any]) -> Word:
    """The notification in our words: it names what it is about by the numbers that we gave."""
    kind, resource = str(told["event_type"]), told["resource"]
    kept = {name: told.get(name) for name in ("id", "create_time", "event_type")}
    shown = {name: value for name, value in resource.items() if name not in NOT_KEPT}
    body = json.dumps(kept | {"resource": shown}, ensure_ascii=False)
    word = Word("wechat", str(told["id"]), kind, body, is_ours=_is_ours(resource))
    if not word.is_ours:
        return word
    if kind.startswith("TRANSACTION.") and "trade_state" in resource:
        return replace(word, attempt_id=str(resource["out_trade_no"]), told=told_of(resource))
    if kind == "REFUND.SUCCESS":
        # A failure is believed only when WeChat Pay is asked: an abnormal refund may have been helped to its end meanwhile.
        refund_id = refund_id_of(str(resource["out_refund_no"]))
        if ids.is_id(refund_id, "rfd"):
            return replace(word, refund_id=refund_id, refunded=refunded_of(resource))
    return word


def _is_ours(resource: dict[str, Any]) -> bool:
    """Whether it is about our merchant and our app; a refund names no app."""
    ours = keys()
    return (resource["mchid"], resource.get("appid", ours["appid"])) == (ours["mchid"], ours["appid"])
