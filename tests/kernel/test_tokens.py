"""Access tokens: only what one of our keys signed for this use, now, names a caller (reliability.md, rows 1-10)."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import HealthCheck, given
from hypothesis import settings as given_settings
from hypothesis import strategies as st
from jwt.utils import der_to_raw_signature

from argosy.kernel import auth, clock
from argosy.kernel.auth import InvalidToken, TokenExpired, Unauthenticated, claimant_of
from argosy.kernel.settings import settings

KEYS = {name: ec.generate_private_key(ec.SECP256R1()) for name in ("new", "old", "retired")}
NOW = datetime(2026, 11, 20, 4, 8, tzinfo=UTC)
AT = int(NOW.timestamp())
ASKED: list[str] = []


def fetched(key: str) -> Any:
    ASKED.append(key)
    return KEYS[auth.kid_of(key)].public_key()


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TABLE_NAME", "argosy")
    monkeypatch.setenv("SIGNING_KEYS", "arn:aws:kms:eu-west-1:1:key/new,old")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(auth, "public_key", fetched)
    settings.cache_clear()
    yield
    settings.cache_clear()


def claims(**other: Any) -> dict[str, Any]:
    who = {"sub": "usr_1", "sid": "ses_1", "roles": ["member"]}
    said = who | {"iss": "argosy", "aud": auth.AUDIENCE, "iat": AT, "nbf": AT, "exp": AT + 600}
    return said | other


def token(key: str = "new", *, head: dict[str, Any] | None = None, leaving: str = "", **other: Any) -> str:
    said = {name: value for name, value in claims(**other).items() if name != leaving}
    return jwt.encode(said, KEYS[key], "ES256", {"kid": key, "typ": "at+jwt"} | (head or {}))


def bearer(text: str) -> Any:
    return claimant_of({"authorization": f"Bearer {text}"})


def unsigned(head: dict[str, Any], signature: bytes = b"") -> str:
    spelled = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, claims())]
    return b".".join([*spelled, base64.urlsafe_b64encode(signature).rstrip(b"=")]).decode()


def test_our_token_names_the_caller_under_the_new_key_and_the_one_before() -> None:
    for key in ("new", "old"):
        assert bearer(token(key)) == auth.Claimant("usr_1", ("member",), "ses_1", AT)


def test_no_token_is_no_caller_and_another_scheme_is_refused() -> None:
    assert claimant_of({}) is None
    for scheme in ("Basic dTpw", "Token x", token()):
        with pytest.raises(Unauthenticated):
            claimant_of({"authorization": scheme})


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE", "", None])
def test_a_token_that_nobody_signed_is_refused(algorithm: Any) -> None:
    for signature in (b"", b"\0" * 64, b"x"):
        with pytest.raises(InvalidToken):
            bearer(unsigned({"alg": algorithm, "kid": "new", "typ": "at+jwt"}, signature))


def test_our_public_key_is_no_secret_to_sign_with() -> None:
    for spelling in (
        (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        (Encoding.DER, PublicFormat.SubjectPublicKeyInfo),
    ):
        secret = KEYS["new"].public_key().public_bytes(*spelling)
        head = {"alg": "HS256", "kid": "new", "typ": "at+jwt"}
        body = unsigned(head).rsplit(".", 1)[0]
        forged = (
            base64.urlsafe_b64encode(hmac.new(secret, body.encode(), hashlib.sha256).digest()).rstrip(b"=").decode()
        )
        with pytest.raises(InvalidToken):
            bearer(f"{body}.{forged}")


@pytest.mark.parametrize("name", ["jku", "jwk", "x5u", "x5c"])
def test_a_key_that_the_token_brings_along_is_never_looked_at(name: str) -> None:
    ASKED.clear()
    with pytest.raises(InvalidToken):
        bearer(token("retired", head={name: "https://evil.example/keys", "kid": "new"}))
    assert ASKED in (["arn:aws:kms:eu-west-1:1:key/new"], [])


@pytest.mark.parametrize(
    "kid", ["unknown", "../../x", "k" * 10_000, "", "retired", "key/new", "arn:aws:kms:eu-west-1:1:key/new"]
)
def test_a_key_that_is_not_ours_or_no_longer_is_refused_and_nobody_is_asked(kid: str) -> None:
    ASKED.clear()
    with pytest.raises(InvalidToken):
        bearer(token("retired", head={"kid": kid}))
    assert not ASKED


@given_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_token_with_one_character_changed_is_refused(data: st.DataObject) -> None:
    good = token()
    place = data.draw(st.integers(0, len(good) - 1))
    other = data.draw(st.sampled_from("ABCDabcd0123-_.=#é"))
    changed = good[:place] + other + good[place + 1 :]
    try:
        bearer(changed)
    except InvalidToken:
        return
    assert _bytes(changed) == _bytes(good)  # the last bits of a base64 word may be spelled in several ways


def _bytes(text: str) -> list[bytes]:
    return [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in text.split(".")]


@given_settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_anything_else_is_a_refusal_and_never_an_accident(text: str) -> None:
    with pytest.raises((InvalidToken, Unauthenticated)):
        bearer(text)


def test_its_times_are_measured_by_our_clock_with_a_little_patience() -> None:
    patience = auth.LEEWAY_SECONDS
    assert bearer(token(exp=AT - patience))
    assert bearer(token(nbf=AT + patience))
    with pytest.raises(TokenExpired):
        bearer(token(exp=AT - patience - 1))
    with pytest.raises(InvalidToken):
        bearer(token(nbf=AT + patience + 1))


@pytest.mark.parametrize("name", ["sub", "sid", "roles", "iss", "aud", "iat", "nbf", "exp"])
def test_a_token_that_leaves_something_out_is_refused(name: str) -> None:
    with pytest.raises(InvalidToken):
        bearer(token(leaving=name))


@pytest.mark.parametrize(
    ("head", "other"),
    [
        ({}, {"iss": "someone"}),
        ({}, {"aud": "other-api"}),
        ({"typ": "JWT"}, {}),
        ({"typ": "rt+jwt"}, {}),
        ({"typ": None}, {}),
    ],
)
def test_a_token_of_another_issuer_audience_or_use_is_refused(head: dict[str, Any], other: dict[str, Any]) -> None:
    with pytest.raises(InvalidToken):
        bearer(token(head=head, **other))


@pytest.mark.parametrize(
    "other",
    [
        {"exp": "soon"}, {"exp": True}, {"nbf": [AT]}, {"iat": 1.5}, {"sub": 5}, {"sid": {"a": 1}}, {"roles": "admin"},
        {"aud": [auth.AUDIENCE]}, {"iss": ["argosy"]},
    ],
    ids=str,
)  # fmt: skip
def test_a_claim_that_is_not_what_it_should_be_is_refused_and_no_accident(other: dict[str, Any]) -> None:
    body = [{"alg": "ES256", "kid": "new", "typ": "at+jwt"}, claims() | other]
    head, payload = (base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in body)
    raw = der_to_raw_signature(KEYS["new"].sign(f"{head}.{payload}".encode(), ec.ECDSA(SHA256())), ec.SECP256R1())
    with pytest.raises(InvalidToken):
        bearer(f"{head}.{payload}.{base64.urlsafe_b64encode(raw).rstrip(b'=').decode()}")


def test_what_a_token_declares_critical_is_not_passed_over() -> None:
    with pytest.raises(InvalidToken):
        bearer(token(head={"crit": ["b64"], "b64": True}))


def test_a_token_has_one_spelling() -> None:
    good = token()
    head, payload, signature = good.split(".")
    spare = signature[:-1] + {"A": "B", "Q": "R", "g": "h", "w": "x"}[signature[-1]]  # the last bits are nobody's
    for spelling in (
        f"{good}=",
        f"{head}=.{payload}.{signature}",
        f"{head}.{payload}.{spare}",
        f"{good}.",
        f"{good}\n\n.x",
    ):
        with pytest.raises(InvalidToken):
            bearer(spelling)


@pytest.mark.parametrize("signature", [b"", b"\1" * 63, b"\1" * 65, b"\0" * 64, b"\xff" * 64, b"\0" * 32 + b"\1" * 32])
def test_a_signature_of_another_shape_holds_for_nothing(signature: bytes) -> None:
    with pytest.raises(InvalidToken):
        bearer(unsigned({"alg": "ES256", "kid": "new", "typ": "at+jwt"}, signature))
