"""Wishes that must not pass: what is not a post, what is not an id, what is not yours."""

import pytest

from functions.content import publish, read
from tests.content.posts import POST, drafted, published, seen
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person


@pytest.fixture
def ann(join) -> Person:
    return join("ann")


@pytest.fixture
def mod(join) -> Person:
    return join("mod", "moderator")


HOPELESS: list[tuple[dict[str, object], str]] = [
    ({"status": "published"}, "unknown_field"),
    ({"author_id": "usr_00000000000000000000000000"}, "unknown_field"),
    ({"title": None}, "invalid_field"),
    ({"title": "  "}, "invalid_field"),
    ({"title": "x" * 201}, "invalid_field"),
    ({"body": "x" * 50_001}, "invalid_field"),
    ({"tags": [f"t{n}" for n in range(11)]}, "too_many_items"),
    ({"tags": ["a b"]}, "invalid_tag"),
    ({"tags": ["A#B"]}, "invalid_tag"),
    ({"tags": [7]}, "invalid_tag"),
    ({"tags": "sea"}, "invalid_field"),
    ({"title": "evil \u202e txt"}, "invalid_text"),
    ({"body": "half \ud800"}, "invalid_text"),
    ({"body": "my card 4242 4242 4242 4242"}, "card_data_not_accepted"),
    ({"publish_at": "tomorrow"}, "invalid_time"),
    ({"publish_at": "2026-11-20T10:00:00"}, "invalid_time"),
    ({"publish_at": 1800000000}, "invalid_time"),
    ({"publish_at": "9999-12-31T23:59:59-12:00"}, "invalid_time"),
]


def test_nobody_changes_what_somebody_else_wrote(ann: Person, join) -> None:
    post, bob = drafted(ann), join("bob")
    before = [row for row in rows() if row["kind"] == "post"]
    attacks = [
        ("PATCH", "", {"title": "Mine"}),
        ("POST", "/submit", None),
        ("DELETE", "", None),
        ("POST", "/unpublish", None),
    ]
    for method, tail, body in attacks:
        reply = call(publish, f"{method} /v1/posts/{post['id']}{tail}", body, token=bob.token)
        assert (reply.status, reply.problem) == (404, "not_found")

    assert [row for row in rows() if row["kind"] == "post"] == before


def test_a_stale_version_changes_nothing(ann: Person) -> None:
    post = drafted(ann)
    change = call(
        publish, f"PATCH /v1/posts/{post['id']}", {"title": "One"}, token=ann.token, headers={"if-match": "1"}
    )
    stale = call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Two"}, token=ann.token, headers={"if-match": "1"})

    assert (change.status, change.body["version"]) == (200, 2)
    assert (stale.status, stale.problem) == (412, "version_conflict")
    assert seen(post["id"], ann).ok()["title"] == "One"


def test_a_wish_that_cannot_be_is_refused_by_its_name_and_nothing_is_kept(ann: Person) -> None:
    for wish, code in HOPELESS:
        reply = call(publish, "POST /v1/posts", POST | wish, token=ann.token)
        assert (reply.status, reply.problem) == (422, code), wish

    assert not [row for row in rows() if row["kind"] == "post"]


def test_a_body_without_its_fields_says_which_are_missing(ann: Person) -> None:
    reply = call(publish, "POST /v1/posts", {}, token=ann.token)

    assert (reply.status, reply.problem) == (422, "missing_field")
    assert {error["field"] for error in reply.body["errors"]} == {"title", "body"}


def test_what_is_no_id_never_comes_near_a_key(ann: Person) -> None:
    for odd in ("pst_A%23B", "ORD%231%23LEG", "usr_00000000000000000000000000", "pst_%00", "pst_1", "pst_%E2%80%8B1"):
        attacks = (f"PATCH /v1/posts/{odd}", f"POST /v1/posts/{odd}/submit", f"DELETE /v1/posts/{odd}")
        replies = [
            call(publish, each, {"title": "x"} if "PATCH" in each else None, token=ann.token) for each in attacks
        ]
        replies.append(call(read, f"GET /v1/posts/{odd}"))
        assert [(reply.status, reply.problem) for reply in replies] == [(400, "invalid_id")] * 4, odd


def test_text_that_looks_like_code_is_only_text(ann: Person, mod: Person) -> None:
    odd = '${jndi:x} {{7*7}} =cmd() \n{"level":"x"} <script>'
    post = published(ann, mod, title=odd.replace("\n", ""), body=odd)

    assert seen(post["id"]).ok()["body"] == odd


def test_without_a_token_nothing_is_written(bus: Bus) -> None:
    assert call(publish, "POST /v1/posts", POST).problem == "unauthenticated"


@pytest.mark.parametrize("tag", ["ＡＩ", "ﬁsh", "İstanbul", "Straße", "ΐ", "हिन्दी", "#Sea"])
def test_a_tag_that_was_stored_is_taken_again_as_it_is(ann: Person, tag: str) -> None:
    stored = drafted(ann, tags=[tag])["tags"]
    assert drafted(ann, tags=stored)["tags"] == stored


def test_a_tag_of_which_nothing_is_seen_is_refused(ann: Person) -> None:
    reply = call(publish, "POST /v1/posts", {**POST, "tags": ["\u00b4"]}, token=ann.token)
    assert (reply.status, reply.problem) == (422, "invalid_text")
