"""Hostile inputs, rows 1-21 and 25 of the reliability page: nobody gets in by a token or a password that does not hold."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.utils import der_to_raw_signature

from argosy.identity import passwords
from argosy.kernel import auth
from functions.identity import profile, register, sessions
from functions.ledger import wallet
from tests.conftest import Clock
from tests.support import cloud
from tests.support.bus import Bus, told
from tests.support.call import Reply, call
from tests.support.people import PASSWORD, Person, code_for


@pytest.fixture
def ann(join: Callable[..., Person]) -> Person:
    return join("ann")


def segment(part: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=")


def parts(token: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return jwt.get_unverified_header(token), jwt.decode(token, options={"verify_signature": False})


def me(authorization: str) -> Reply:
    return call(profile, "GET /v1/me", headers={"authorization": authorization})


def signed_by_kms(header: dict[str, Any], claims: dict[str, Any], key: str | None = None) -> str:
    """A token with our own key's signature, as only our signer could make it."""
    signing_input = f"{segment(header)}.{segment(claims)}"
    der = cloud.client("kms").sign(
        KeyId=key or auth.key_ids()[0],
        Message=signing_input.encode(),
        MessageType="RAW",
        SigningAlgorithm="ECDSA_SHA_256",
    )["Signature"]
    raw = der_to_raw_signature(der, ec.SECP256R1())
    return f"{signing_input}.{base64.urlsafe_b64encode(raw).decode().rstrip('=')}"


def test_without_a_token_nobody_is_anybody(bus: Bus) -> None:
    reply = call(profile, "GET /v1/me")
    assert (reply.status, reply.problem) == (401, "unauthenticated")
    assert reply.headers["x-request-id"]


def test_basic_credentials_and_a_token_in_the_query_are_no_token(ann: Person) -> None:
    assert me("Basic YW5uOnBhc3N3b3Jk").problem == "unauthenticated"
    assert call(profile, f"GET /v1/me?access_token={ann.token}").problem == "unauthenticated"


@pytest.mark.parametrize("algorithm", ["none", "None", "nOnE"])
def test_an_unsigned_token_is_refused(ann: Person, algorithm: str) -> None:
    header, claims = parts(ann.token)
    assert me(f"Bearer {segment(header | {'alg': algorithm})}.{segment(claims)}.").problem == "invalid_token"


def test_our_public_key_is_not_taken_for_a_shared_secret(ann: Person) -> None:
    header, claims = parts(ann.token)
    pem = auth.public_key(auth.key_ids()[0]).public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signing_input = f"{segment(header | {'alg': 'HS256'})}.{segment(claims)}"
    mac = base64.urlsafe_b64encode(hmac.new(pem, signing_input.encode(), hashlib.sha256).digest()).decode().rstrip("=")
    assert me(f"Bearer {signing_input}.{mac}").problem == "invalid_token"


@pytest.mark.parametrize("name", ["jku", "jwk", "x5u"])
def test_a_key_that_the_token_brings_along_is_not_used(ann: Person, name: str) -> None:
    theirs = ec.generate_private_key(ec.SECP256R1())
    header, claims = parts(ann.token)
    brought: Any = jwt.algorithms.ECAlgorithm.to_jwk(theirs.public_key(), as_dict=True)
    extra = {name: brought if name == "jwk" else "https://attacker.example/keys", "kid": header["kid"], "typ": "at+jwt"}
    assert me("Bearer " + jwt.encode(claims, theirs, algorithm="ES256", headers=extra)).problem == "invalid_token"


@pytest.mark.parametrize("kid", ["unknown", "../../x", "k" * 10_240])
def test_an_unknown_key_id_is_looked_up_nowhere(ann: Person, kid: str) -> None:
    header, claims = parts(ann.token)
    assert me(f"Bearer {signed_by_kms(header | {'kid': kid}, claims)}").problem == "invalid_token"


def test_one_flipped_bit_is_another_token(ann: Person) -> None:
    header, payload, signature = ann.token.split(".")
    flipped = payload[:-2] + ("A" if payload[-2] != "A" else "B") + payload[-1]
    zero = base64.urlsafe_b64encode(bytes(64)).decode().rstrip("=")
    assert me(f"Bearer {header}.{flipped}.{signature}").problem == "invalid_token"
    assert me(f"Bearer {header}.{payload}.{zero}").problem == "invalid_token"


def test_a_token_past_its_time_says_so_and_one_before_its_time_does_not_hold(ann: Person, time: Clock) -> None:
    header, claims = parts(ann.token)
    later = signed_by_kms(header, claims | {"nbf": claims["nbf"] + 300, "exp": claims["exp"] + 300})
    assert me(f"Bearer {later}").problem == "invalid_token"
    time.forward(seconds=auth.ACCESS_SECONDS + auth.LEEWAY_SECONDS + 1)
    assert me(f"Bearer {ann.token}").problem == "token_expired"


def test_an_expired_token_keeps_nobody_from_renewing_it(ann: Person, time: Clock) -> None:
    time.forward(hours=1)
    renewal = {"refresh_token": ann.refresh_token}
    headers = {"authorization": f"Bearer {ann.token}"}

    assert call(sessions, "POST /v1/sessions/refresh", renewal, headers=headers).status == 200


@pytest.mark.parametrize("wrong", [{"iss": "elsewhere"}, {"aud": "other-api"}, {"sub": None}, {"roles": None}])
def test_a_token_for_another_use_is_refused(ann: Person, wrong: dict[str, Any]) -> None:
    header, claims = parts(ann.token)
    changed = {name: value for name, value in (claims | wrong).items() if value is not None}
    assert me(f"Bearer {signed_by_kms(header, changed)}").problem == "invalid_token"


def test_a_refresh_token_or_another_kind_of_token_is_no_access_token(ann: Person) -> None:
    header, claims = parts(ann.token)
    assert me(f"Bearer {ann.refresh_token}").problem == "invalid_token"
    assert me(f"Bearer {signed_by_kms(header | {'typ': 'JWT'}, claims)}").problem == "invalid_token"


def test_during_a_rotation_both_keys_verify_and_a_retired_one_no_longer(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.support.cloud import forget_clients

    old = auth.key_ids()[0]
    new = cloud.client("kms").create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")["KeyMetadata"]["KeyId"]
    monkeypatch.setenv("SIGNING_KEYS", f"{new},{old}")
    forget_clients()
    assert me(f"Bearer {ann.token}").status == 200
    keys = call(sessions, "GET /.well-known/jwks.json").ok()["keys"]
    assert [key["kid"] for key in keys] == [new, old]

    monkeypatch.setenv("SIGNING_KEYS", new)
    forget_clients()
    assert me(f"Bearer {ann.token}").problem == "invalid_token"


def refresh(token: str) -> Reply:
    return call(sessions, "POST /v1/sessions/refresh", {"refresh_token": token})


def test_a_refresh_token_used_again_ends_the_session_for_everybody(ann: Person, time: Clock) -> None:
    stolen = ann.refresh_token
    mine = refresh(stolen).ok()
    time.forward(seconds=11)

    assert refresh(stolen).problem == "refresh_reused"
    assert refresh(mine["refresh_token"]).problem == "invalid_token"
    assert call(wallet, "GET /v1/wallets", token=mine["access_token"]).problem == "session_revoked"


def test_a_refresh_whose_answer_was_lost_gives_the_same_successor(ann: Person, time: Clock) -> None:
    first = refresh(ann.refresh_token).ok()
    time.forward(seconds=5)
    again = refresh(ann.refresh_token).ok()

    assert again["refresh_token"] == first["refresh_token"]
    assert refresh(first["refresh_token"]).status == 200


@pytest.mark.parametrize("token", ["", "x", "ses_0", "ses_01KAG0000000000000000000AC.x", ".", "\x00.y"])
def test_what_is_no_refresh_token_is_401(bus: Bus, token: str) -> None:
    assert (refresh(token).status, refresh(token).problem) == (401, "invalid_token")


def test_an_unknown_user_and_a_wrong_password_cannot_be_told_apart(
    ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified: list[str] = []
    hasher = passwords._hasher()
    real = type(hasher).verify

    def counted(self: Any, *given: Any) -> Any:
        verified.append("once")
        return real(self, *given)

    monkeypatch.setattr(type(hasher), "verify", counted)
    passwords._nobodys()
    unknown = call(sessions, "POST /v1/sessions", {"email": "nobody@example.com", "password": PASSWORD})
    wrong = call(sessions, "POST /v1/sessions", {"email": ann.email, "password": "wrong password"})

    assert (unknown.status, wrong.status) == (401, 401)
    assert {**unknown.body, "request_id": ""} == {**wrong.body, "request_id": ""}
    assert len(verified) == 2


def test_the_eleventh_failure_waits_and_then_the_right_password_works(ann: Person, time: Clock) -> None:
    wrong = {"email": ann.email, "password": "wrong password"}
    statuses = [call(sessions, "POST /v1/sessions", wrong).status for _ in range(10)]
    blocked = call(sessions, "POST /v1/sessions", {"email": ann.email, "password": PASSWORD})

    assert statuses == [401] * 10
    assert (blocked.status, blocked.problem) == (429, "too_many_attempts")
    time.forward(seconds=int(blocked.headers["Retry-After"]))
    assert call(sessions, "POST /v1/sessions", {"email": ann.email, "password": PASSWORD}).status == 201


def test_a_password_of_megabytes_is_too_large_before_it_is_anything_else(bus: Bus) -> None:
    wish = {"email": "ann@example.com", "password": "x" * 1_100_000, "display_name": "Ann"}
    reply = call(register, "POST /v1/users", wish)
    assert (reply.status, reply.problem) == (413, "payload_too_large")


def test_signing_out_ends_money_routes_at_once(ann: Person) -> None:
    assert call(wallet, "GET /v1/wallets", token=ann.token).status == 200
    assert call(sessions, "DELETE /v1/sessions/current", token=ann.token).status == 204
    assert call(sessions, "DELETE /v1/sessions/current", token=ann.token).status == 204

    assert call(wallet, "GET /v1/wallets", token=ann.token).problem == "session_revoked"
    assert refresh(ann.refresh_token).problem == "invalid_token"
    assert len(told("identity.session_ended")) == 1


def test_a_code_of_one_address_verifies_no_other(bus: Bus) -> None:
    for name in ("ann", "bob"):
        wish = {"email": f"{name}@example.com", "password": PASSWORD, "display_name": name}
        asked = call(register, "POST /v1/users", wish).ok()["registration_id"]
    bus.settle()
    verification = {"email": "bob@example.com", "registration_id": asked, "code": code_for("ann@example.com")}
    assert call(register, "POST /v1/users/verify", verification).problem == "invalid_code"
