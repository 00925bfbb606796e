"""A JSON Web Token in its one shape that we use: compact, signed by ES256 (RFC 7515, 7518), checked before it is believed."""

import base64
import json
from collections.abc import Callable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

WORD_BYTES = 32
"""Of the two numbers of a signature on P-256."""


def verified(token: str, typ: str, key_of: Callable[[str], EllipticCurvePublicKey | None]) -> dict[str, Any]:
    """The claims of a token of this type that the key of its `kid` signed; what they say is the caller's to check.

    Raises ValueError for anything else. No other algorithm is known, and nothing that the token brings along is looked at:
    `key_of` alone knows keys.
    """
    head, payload, signature = token.split(".")
    header = _object(head)
    if header.get("alg") != "ES256" or header.get("typ") != typ or "crit" in header:
        raise ValueError("not a token of this kind")
    key = key_of(str(header.get("kid", "")))
    raw = _bytes(signature)
    if key is None or len(raw) != 2 * WORD_BYTES:
        raise ValueError("signed by nobody that is known")
    r, s = (int.from_bytes(word, "big") for word in (raw[:WORD_BYTES], raw[WORD_BYTES:]))
    try:
        key.verify(encode_dss_signature(r, s), f"{head}.{payload}".encode("ascii"), ECDSA(SHA256()))
    except InvalidSignature:
        raise ValueError("its signature does not hold") from None
    return _object(payload)


def _bytes(part: str) -> bytes:
    """Raises ValueError unless it is spelled in the one way that there is: no padding, no spare bits, no other letters."""
    raw = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(raw).rstrip(b"=") != part.encode("ascii"):
        raise ValueError("not base64url")
    return raw


def _object(part: str) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(part))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found
