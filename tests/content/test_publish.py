"""Writing and handing in: every step by its rule, and what is public stays right at every step."""

import pytest

from functions.content import publish, read
from tests.content.posts import POST, decided, drafted, published, seen, submitted
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person

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


@pytest.fixture
def ann(join) -> Person:
    return join("ann")


@pytest.fixture
def mod(join) -> Person:
    return join("mod", "moderator")


def test_a_draft_is_seen_by_its_author_and_by_nobody_else(ann: Person, mod: Person, join) -> None:
    post = drafted(ann)

    assert post["status"] == "draft"
    assert seen(post["id"], ann).ok() == post
    assert [seen(post["id"], who).problem for who in (None, join("bob"), mod)] == ["not_found"] * 3
    assert seen(post["id"], ann).headers["Cache-Control"] == "no-store"


def test_a_draft_repeated_with_its_key_is_the_same_draft(ann: Person) -> None:
    first = call(publish, "POST /v1/posts", POST, token=ann.token, key="k1")
    again = call(publish, "POST /v1/posts", POST, token=ann.token, key="k1")
    other = call(publish, "POST /v1/posts", POST | {"title": "Other"}, token=ann.token, key="k1")

    assert (first.status, again.status) == (201, 201)
    assert (again.body, again.headers["Idempotent-Replayed"]) == (first.body, "true")
    assert again.headers["Location"] == first.headers["Location"] == f"/v1/posts/{first.body['id']}"
    assert (other.status, other.problem) == (422, "idempotency_key_reused")
    assert len([row for row in rows() if row["kind"] == "post"]) == 1


def test_submitting_asks_a_moderator_and_shows_nothing_yet(ann: Person) -> None:
    post = submitted(ann)

    assert post["status"] == "pending"
    assert seen(post["id"]).status == 404
    assert len(told("content.post_submitted")) == 1
    assert not told("content.post_published")


def test_submitting_twice_is_a_conflict_and_asks_once(ann: Person) -> None:
    post = submitted(ann)
    again = call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token)

    assert (again.status, again.problem) == (409, "invalid_state")
    assert len(told("content.post_submitted")) == 1


def test_submitting_twice_with_one_key_is_one_submission(ann: Person) -> None:
    post = drafted(ann)
    first = call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token, key="s1")
    again = call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token, key="s1")

    assert (again.status, again.body) == (200, first.body)
    assert len(told("content.post_submitted")) == 1


def test_whoever_needs_no_review_publishes_at_once(mod: Person) -> None:
    post = submitted(mod)

    assert post["status"] == "published"
    assert seen(post["id"]).ok()["title"] == POST["title"]
    assert len(told("content.post_published")) == 1


def test_a_withdrawn_role_no_longer_publishes_without_review(mod: Person) -> None:
    from argosy.identity import users

    users.withdraw(mod.id, "moderator", by="usr_admin")

    assert submitted(mod)["status"] == "pending"


def test_what_is_under_review_cannot_be_edited(ann: Person) -> None:
    post = submitted(ann)
    reply = call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Sneaky"}, token=ann.token)

    assert (reply.status, reply.problem) == (409, "invalid_state")


def test_an_edit_of_a_published_post_is_public_only_after_its_review(ann: Person, mod: Person) -> None:
    post = published(ann, mod)
    edited = call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Better", "tags": ["sea", "ship"]}, token=ann.token)

    assert (edited.ok()["status"], edited.ok()["is_public"]) == ("draft", True)
    assert seen(post["id"]).ok()["title"] == POST["title"]
    assert seen(post["id"], mod).ok()["title"] == POST["title"]

    call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()
    decided(mod, post["id"], "approve").ok()

    assert seen(post["id"]).ok()["title"] == "Better"
    assert [listed("?tag=" + tag) for tag in ("sea", "ship", "travel")] == [[post["id"]], [post["id"]], []]
    assert (len(told("content.post_published")), len(told("content.post_revised"))) == (1, 1)


def test_a_rejected_edit_leaves_the_published_version_as_it_was(ann: Person, mod: Person) -> None:
    post = published(ann, mod)
    call(publish, f"PATCH /v1/posts/{post['id']}", {"body": "Worse."}, token=ann.token).ok()
    call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()
    decided(mod, post["id"], "reject", "Worse than before.").ok()

    assert seen(post["id"]).ok()["body"] == POST["body"]
    mine = seen(post["id"], ann).ok()
    assert (mine["status"], mine["reason"], mine["is_public"]) == ("rejected", "Worse than before.", True)


def test_a_moderator_who_edits_their_own_published_post_changes_it_at_once(mod: Person) -> None:
    post = submitted(mod)
    call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "New words"}, token=mod.token).ok()

    assert seen(post["id"]).ok()["title"] == "New words"
    assert len(told("content.post_revised")) == 1


def test_an_edit_that_changes_nothing_writes_and_tells_nothing(ann: Person, mod: Person) -> None:
    post = published(ann, mod)
    before = seen(post["id"], ann).ok()
    for change in ({}, {"title": POST["title"], "tags": POST["tags"]}):
        assert call(publish, f"PATCH /v1/posts/{post['id']}", change, token=ann.token).ok() == before


def test_unpublishing_takes_it_from_the_public_and_a_new_review_brings_it_back(ann: Person, mod: Person) -> None:
    post = published(ann, mod)
    first = seen(post["id"]).ok()["published_at"]
    assert call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=ann.token).ok()["status"] == "unpublished"

    assert (seen(post["id"]).status, listed()) == (404, [])
    assert len(told("content.post_unpublished")) == 1
    assert call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=ann.token).problem == "invalid_state"

    call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()
    decided(mod, post["id"], "approve").ok()
    assert seen(post["id"]).ok()["published_at"] == first
    assert listed() == [post["id"]]


def test_a_moderator_unpublishes_what_another_wrote_and_a_stranger_finds_nothing(ann: Person, mod: Person, join) -> None:
    post = published(ann, mod)
    stranger = call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=join("bob").token)

    assert (stranger.status, stranger.problem) == (404, "not_found")
    assert call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=mod.token).status == 200
    assert told("content.post_unpublished")[0]["actor"] == mod.id


def test_a_deleted_post_is_gone_for_everybody_and_its_review_is_withdrawn(ann: Person, mod: Person) -> None:
    post = submitted(ann)
    assert call(publish, f"DELETE /v1/posts/{post['id']}", token=ann.token).status == 204

    assert [seen(post["id"], who).status for who in (None, ann, mod)] == [404] * 3
    assert call(publish, f"DELETE /v1/posts/{post['id']}", token=ann.token).status == 404
    assert [row["status"] for row in rows() if row["kind"] == "review_case"] == ["withdrawn"]
    assert call(read, "GET /v1/me/posts", token=ann.token).ok()["data"] == []


def test_a_deleted_published_post_leaves_every_list(ann: Person, mod: Person) -> None:
    post = published(ann, mod)
    call(publish, f"DELETE /v1/posts/{post['id']}", token=ann.token).ok()

    assert [listed(), listed("?tag=sea"), listed(f"?author_id={ann.id}")] == [[], [], []]
    assert not [row for row in rows() if row["kind"] in ("post_card", "published_post")]
    assert len(told("content.post_unpublished")) == 1


def test_nobody_changes_what_somebody_else_wrote(ann: Person, join) -> None:
    post, bob = drafted(ann), join("bob")
    before = [row for row in rows() if row["kind"] == "post"]
    attacks = [("PATCH", "", {"title": "Mine"}), ("POST", "/submit", None), ("DELETE", "", None), ("POST", "/unpublish", None)]
    for method, tail, body in attacks:
        reply = call(publish, f"{method} /v1/posts/{post['id']}{tail}", body, token=bob.token)
        assert (reply.status, reply.problem) == (404, "not_found")

    assert [row for row in rows() if row["kind"] == "post"] == before


def test_a_stale_version_changes_nothing(ann: Person) -> None:
    post = drafted(ann)
    change = call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "One"}, token=ann.token, headers={"if-match": "1"})
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
    for id in ("pst_A%23B", "ORD%231%23LEG", "usr_00000000000000000000000000", "pst_%00", "pst_1", "pst_%E2%80%8B1"):
        attacks = (f"PATCH /v1/posts/{id}", f"POST /v1/posts/{id}/submit", f"DELETE /v1/posts/{id}")
        replies = [call(publish, each, {"title": "x"} if "PATCH" in each else None, token=ann.token) for each in attacks]
        replies.append(call(read, f"GET /v1/posts/{id}"))
        assert [(reply.status, reply.problem) for reply in replies] == [(400, "invalid_id")] * 4, id


def test_text_that_looks_like_code_is_only_text(ann: Person, mod: Person) -> None:
    odd = '${jndi:x} {{7*7}} =cmd() \n{"level":"x"} <script>'
    post = published(ann, mod, title=odd, body=odd)

    assert seen(post["id"]).ok()["body"] == odd


def test_without_a_token_nothing_is_written(bus: Bus) -> None:
    assert call(publish, "POST /v1/posts", POST).problem == "unauthenticated"


def listed(query: str = "") -> list[str]:
    return [post["id"] for post in call(read, f"GET /v1/posts{query}").ok()["data"]]
