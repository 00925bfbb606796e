"""Hostile inputs, rows 27, 29-33, 36-44, 47 and 64: what is not as it should be gets a clear answer and changes nothing."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.content import publish, read
from functions.identity import admin_users, profile
from functions.orders import orders
from tests.support import cloud
from tests.support.bus import Bus
from tests.support.call import Reply, call
from tests.support.people import Person

POST = {"title": "A title", "body": "Some words.", "tags": ["sea"]}


@pytest.fixture
def ann(join: Callable[..., Person]) -> Person:
    return join("ann")


def draft(ann: Person, **more: Any) -> Reply:
    return call(publish, "POST /v1/posts", POST | more, token=ann.token)


def digest() -> list[str]:
    return sorted(json.dumps(row, sort_keys=True, default=str) for row in cloud.rows())


def test_a_known_path_under_another_method_says_which_it_knows(bus: Bus) -> None:
    reply = call(profile, "PUT /v1/me")
    assert (reply.status, reply.problem) == (405, "method_not_allowed")
    assert reply.headers["Allow"] == "GET, HEAD, PATCH"


@pytest.mark.parametrize("kind", ["text/plain", "", "application/json; charset=utf-16", "application/xml"])
def test_a_body_that_is_not_json_by_its_own_word_is_not_read(ann: Person, kind: str) -> None:
    reply = call(publish, "POST /v1/posts", raw=json.dumps(POST), token=ann.token, headers={"content-type": kind})
    assert (reply.status, reply.problem) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "{",
        "[]",
        "null",
        "1",
        '"text"',
        '{"title": "a", "title": "b", "body": "c"}',
        '{"title": NaN}',
        '{"title": 1e400}',
        "{" * 201,
        '{"a":' * 200 + "1" + "}" * 200,
    ],
)
def test_a_body_that_is_not_one_json_object_is_malformed(ann: Person, raw: str) -> None:
    reply = call(publish, "POST /v1/posts", raw=raw, token=ann.token)
    assert (reply.status, reply.problem) == (400, "malformed_json")


def test_a_body_above_a_megabyte_is_too_large(ann: Person) -> None:
    reply = draft(ann, body="x" * 1_000_001)
    assert (reply.status, reply.problem) == (413, "payload_too_large")


def test_the_name_of_a_field_that_is_not_known_is_given_back_only_in_part(ann: Person) -> None:
    reply = draft(ann, **{f"{n}{'x' * 40_000}": "x" for n in range(24)})

    assert (reply.status, reply.problem) == (422, "unknown_field")
    assert len(reply.text) < 10_000


@pytest.mark.parametrize("field", ["role", "balance", "owner_id", "author_id", "state", "status", "price"])
def test_a_field_that_is_not_the_clients_to_set_is_refused(ann: Person, field: str) -> None:
    before = digest()
    reply = draft(ann, **{field: "x"})
    assert (reply.status, reply.problem) == (422, "unknown_field")
    assert reply.body["errors"][0]["field"] == field
    assert digest() == before


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("user_id=usr_01KAG0000000000000000000AC", "unknown_parameter"),
        ("limit=0", "invalid_parameter"),
        ("limit=-1", "invalid_parameter"),
        ("limit=101", "invalid_parameter"),
        ("limit=1e3", "invalid_parameter"),
        ("limit=%EF%BC%91%EF%BC%90", "invalid_parameter"),
        ("limit=1&limit=2", "invalid_parameter"),
        ("limit=1,2", "invalid_parameter"),
        ("limit=", "invalid_parameter"),
        ("cursor=AAAA", "invalid_cursor"),
        ("cursor=", "invalid_cursor"),
        ("cursor=%00", "invalid_cursor"),
    ],
)
def test_a_query_that_the_list_does_not_know_is_refused(ann: Person, query: str, code: str) -> None:
    reply = call(orders, f"GET /v1/orders?{query}", token=ann.token)
    assert (reply.status, reply.problem) == (400, code)


@pytest.mark.parametrize("text", ["\ud800", "a\u202eb", "e" + "\u0301" * 10_000, "nul\x00", "bell\x07", "\u2066x"])
def test_text_that_is_not_text_is_refused(ann: Person, text: str) -> None:
    reply = draft(ann, body=text)
    assert (reply.status, reply.problem) == (422, "invalid_text")


@pytest.mark.parametrize(
    "text", ["${jndi:ldap://x}", "{{7*7}}", '\n{"level":"ERROR"}', "=cmd()", "<script>alert(1)</script>", "' OR 1=1 --"]
)
def test_text_that_means_something_elsewhere_is_kept_as_text(ann: Person, text: str) -> None:
    assert draft(ann, body=f"words {text}").ok()["body"] == f"words {text}"


def test_text_is_kept_in_its_composed_form(ann: Person) -> None:
    assert draft(ann, title="Cafe\u0301").ok()["title"] == "Café"


@pytest.mark.parametrize("text", ["4242424242424242", "card 4242 4242 4242 4242 please", "5555-5555-5555-4444"])
def test_a_card_number_is_not_accepted_and_not_kept(ann: Person, text: str) -> None:
    reply = draft(ann, body=text)
    assert (reply.status, reply.problem) == (422, "card_data_not_accepted")
    assert "4242" not in reply.text
    assert not any("4242 4242" in row or "4242424242424242" in row for row in digest())


@pytest.mark.parametrize("key", ["k" * 256, "schlüssel", "", "a\tb", "a\r\nb"])
def test_an_idempotency_key_that_is_no_header_is_refused(ann: Person, key: str) -> None:
    reply = call(publish, "POST /v1/posts", POST, token=ann.token, headers={"idempotency-key": key})
    assert (reply.status, reply.problem) == (400, "invalid_header")


@pytest.mark.parametrize(
    "wrong",
    [
        "A#B",
        "ORD%231%23LEG",
        "%2523",
        "pst_",
        "pst_01KAG0000000000000000000A%00",
        "usr_01KAG0000000000000000000AC",
        "pst_01KAG0000000000000000000A\u200b",
    ],
)
def test_an_id_with_a_key_in_it_never_comes_near_the_table(bus: Bus, wrong: str) -> None:
    reply = call(read, f"GET /v1/posts/{wrong}")
    assert (reply.status, reply.problem) == (400, "invalid_id")


def test_forged_headers_make_nobody_somebody_else(ann: Person, join: Callable[..., Person]) -> None:
    forged = {
        "x-user-id": join("bob").id,
        "x-forwarded-for": "127.0.0.1",
        "x-amzn-oidc-identity": "admin",
        "x-request-id": "mine",
    }
    reply = call(profile, "GET /v1/me", token=ann.token, headers=forged)
    assert reply.ok()["id"] == ann.id
    assert reply.headers["x-request-id"] != "mine"


def test_a_role_that_was_taken_away_counts_with_the_next_request(join: Callable[..., Person]) -> None:
    admin, other = join("admin", "admin"), join("other", "admin")
    assert call(admin_users, "GET /v1/admin/users", token=other.token).status == 200
    call(admin_users, f"DELETE /v1/admin/users/{other.id}/roles/admin", token=admin.token).ok()

    reply = call(admin_users, "GET /v1/admin/users", token=other.token)
    assert (reply.status, reply.problem) == (403, "forbidden")


def test_a_user_does_not_reach_what_a_role_is_for(ann: Person) -> None:
    assert call(admin_users, "GET /v1/admin/users", token=ann.token).problem == "forbidden"
    assert call("ledger.proof", "GET /v1/admin/ledger/proof", token=ann.token).problem == "forbidden"


def test_a_stale_version_changes_nothing(ann: Person) -> None:
    call(profile, "PATCH /v1/me", {"bio": "one"}, token=ann.token).ok()
    reply = call(profile, "PATCH /v1/me", {"bio": "two"}, token=ann.token, headers={"if-match": "1"})
    assert (reply.status, reply.problem) == (412, "version_conflict")
    assert call(profile, "GET /v1/me", token=ann.token).ok()["bio"] == "one"
    assert (
        call(profile, "PATCH /v1/me", {"bio": "two"}, token=ann.token, headers={"if-match": "x"}).problem
        == "invalid_header"
    )


def test_a_cursor_belongs_to_its_caller_and_its_list(join: Callable[..., Person]) -> None:
    admin, other = join("admin", "admin"), join("other", "admin")
    cursor = call(admin_users, "GET /v1/admin/users?limit=1", token=admin.token).ok()["next_cursor"]
    assert call(admin_users, f"GET /v1/admin/users?limit=1&cursor={cursor}", token=admin.token).status == 200

    for token, tampered in ((other.token, cursor), (admin.token, cursor[:-2] + "AA"), (admin.token, cursor + "A")):
        assert (
            call(admin_users, f"GET /v1/admin/users?limit=1&cursor={tampered}", token=token).problem == "invalid_cursor"
        )


@pytest.mark.parametrize(
    ("asked", "language"), [("zh-CN,en;q=0.5", "zh-CN"), ("en-GB,zh;q=0.9", "en"), ("fr", "en"), ("zh;q=banana", "en")]
)
def test_a_no_is_said_in_the_readers_language_under_the_same_code(bus: Bus, asked: str, language: str) -> None:
    reply = call(profile, "GET /v1/me", headers={"accept-language": asked})
    assert reply.problem == "unauthenticated"
    assert reply.headers["Content-Language"] == language
    assert set(reply.body) == {"type", "title", "status", "code", "detail", "request_id"}


@pytest.mark.parametrize("field", ["title", "body", "tags"])
def test_a_null_for_what_cannot_be_without_a_value_is_refused_and_changes_nothing(ann: Person, field: str) -> None:
    post = draft(ann).ok()
    reply = call(publish, f"PATCH /v1/posts/{post['id']}", {"publish_at": None, field: None}, token=ann.token)

    assert (reply.status, reply.problem) == (422, "invalid_field")
    assert call("content.read", f"GET /v1/posts/{post['id']}", token=ann.token).ok() == post


def test_a_profile_takes_null_only_for_the_picture(ann: Person) -> None:
    for field in ("display_name", "bio", "locale", "time_zone"):
        assert call("identity.profile", "PATCH /v1/me", {field: None}, token=ann.token).status == 422
    picture = "med_01KAG0000000000000000000AC"
    call("identity.profile", "PATCH /v1/me", {"avatar_media_id": picture}, token=ann.token).ok()
    me = call("identity.profile", "PATCH /v1/me", {"avatar_media_id": None}, token=ann.token).ok()
    assert me["avatar_media_id"] is None
