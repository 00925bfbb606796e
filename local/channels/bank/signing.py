"""Signs as the bank and its customers do: `t=<seconds>,v1=<hex>`, HMAC-SHA256 over the time and the bytes."""

import hmac
from hashlib import sha256


def sign(signed: bytes, secret: str, timestamp: int) -> str:
    digest = hmac.new(secret.encode(), str(timestamp).encode() + b"." + signed, sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


def is_signed(signed: bytes, given: str, secret: str) -> bool:
    """At whatever time: this machine's clock and the stack's may differ."""
    timestamp = given.partition(",")[0].removeprefix("t=")
    return timestamp.isdecimal() and hmac.compare_digest(given, sign(signed, secret, int(timestamp)))
