"""Access tokens: ES256, signed by KMS, so that the private key is nowhere in our hands."""

import base64
import json
from typing import Any

from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature

from argosy.kernel import auth, aws, clock, ids
from argosy.kernel.settings import settings


def access_token(user_id: str, roles: list[str], session_id: str) -> str:
    """A token for ten minutes. Raises KeyError where the deployment names no signing key."""
    key = auth.key_ids()[0]
    now = int(clock.now().timestamp())
    claims = {
        "iss": settings().issuer, "aud": auth.AUDIENCE, "sub": user_id, "sid": session_id, "roles": roles,
        "iat": now, "nbf": now, "exp": now + auth.ACCESS_SECONDS, "jti": ids.new("tok"),
    }  # fmt: skip
    header = {"alg": "ES256", "typ": "at+jwt", "kid": auth.kid_of(key)}
    signing_input = f"{_segment(header)}.{_segment(claims)}"
    answer = aws.client("kms").sign(
        KeyId=key, Message=signing_input.encode(), MessageType="RAW", SigningAlgorithm="ECDSA_SHA_256"
    )
    r, s = decode_dss_signature(answer["Signature"])
    return f"{signing_input}.{_base64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def key_set() -> list[dict[str, str]]:
    """The public keys, as JWKS has them (RFC 7517)."""
    return [_public(key) for key in auth.key_ids()]


def _public(key: str) -> dict[str, str]:
    numbers = auth.public_key(key).public_numbers()
    x, y = (_base64(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
    return {"kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": auth.kid_of(key), "x": x, "y": y}


def _segment(part: dict[str, Any]) -> str:
    return _base64(json.dumps(part, separators=(",", ":")).encode())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
