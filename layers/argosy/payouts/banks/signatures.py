"""`t=<seconds>,v1=<hex>`: HMAC-SHA256 over the time and the bytes, so that neither can be another's or an old one's."""

import hmac
import re
from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256

from argosy.payments.errors import InvalidSignature, TimestampOutOfRange

TOLERANCE_SECONDS = 300
LONGEST_HEADER = 4_096


def header(signed: bytes, key: str, at: int) -> str:
    """The signature of these bytes at this time, in seconds since 1970."""
    return f"t={at},v1={_digest(signed, key, at)}"


def check(signed: bytes, given: str, keys: Iterable[str], now: datetime) -> None:
    """Passes where one of the keys signed these bytes within five minutes of now; several live during a rotation.

    Raises InvalidSignature, TimestampOutOfRange.
    """
    parts = [part.strip().partition("=") for part in given[:LONGEST_HEADER].split(",")]
    times = [value for name, _, value in parts if name == "t"]
    digests = [value for name, _, value in parts if name == "v1" and value.isascii()]
    if len(given) > LONGEST_HEADER or len(times) != 1 or not re.fullmatch(r"\d{1,12}", times[0], re.ASCII):
        raise InvalidSignature
    expected = [_digest(signed, key, int(times[0])) for key in keys]
    if not any(hmac.compare_digest(digest, right) for digest in digests for right in expected):
        raise InvalidSignature
    if abs(now.timestamp() - int(times[0])) > TOLERANCE_SECONDS:
        raise TimestampOutOfRange


def _digest(signed: bytes, key: str, at: int) -> str:
    return hmac.new(key.encode(), str(at).encode() + b"." + signed, sha256).hexdigest()
