"""Writing and handing in: every step by its rule, and what is public stays right at every step."""

import pytest

from functions.content import publish, read
from tests.content.posts import POST, decided, drafted, published, seen, submitted
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person


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

    users.withdraw(mod.id, "moderator", by=None)

    assert submitted(mod)["status"] == "pending"


def test_what_is_under_review_cannot_be_edited(ann: Person) -> None:
    post = submitted(ann)
    reply = call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Sneaky"}, token=ann.token)

    assert (reply.status, reply.problem) == (409, "invalid_state")


def test_an_edit_of_a_published_post_is_public_only_after_its_review(ann: Person, mod: Person) -> None:
    post = published(ann, mod)
    edited = call(
        publish, f"PATCH /v1/posts/{post['id']}", {"title": "Better", "tags": ["sea", "ship"]}, token=ann.token
    )

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


def test_unpublishing_while_an_edit_is_reviewed_takes_the_edit_back_so_that_no_review_publishes_it(
    ann: Person, mod: Person
) -> None:
    post = published(ann, mod)
    call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Next"}, token=ann.token).ok()
    call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()
    taken_back = call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=ann.token).ok()

    assert (taken_back["status"], taken_back["is_public"]) == ("unpublished", False)
    assert call("content.review", "GET /v1/reviews", token=mod.token).ok()["data"] == []
    assert call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()["status"] == "pending"
    decided(mod, post["id"], "approve").ok()
    assert seen(post["id"]).ok()["title"] == "Next"


def test_what_a_moderator_takes_down_while_an_edit_is_reviewed_is_hidden_until_it_is_edited(
    ann: Person, mod: Person
) -> None:
    post = published(ann, mod)
    call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Next"}, token=ann.token).ok()
    call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).ok()
    assert call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=mod.token).ok()["status"] == "hidden"

    assert call("content.review", "GET /v1/reviews", token=mod.token).ok()["data"] == []
    assert call(publish, f"POST /v1/posts/{post['id']}/submit", token=ann.token).problem == "invalid_state"


def test_a_moderator_unpublishes_what_another_wrote_and_a_stranger_finds_nothing(
    ann: Person, mod: Person, join
) -> None:
    post = published(ann, mod)
    stranger = call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=join("bob").token)

    assert (stranger.status, stranger.problem) == (404, "not_found")
    assert call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=mod.token).status == 200
    assert told("content.post_unpublished")[0]["actor"] == mod.id


def test_a_moderator_learns_of_no_draft_by_taking_it_down(ann: Person, mod: Person) -> None:
    post = drafted(ann)
    reply = call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=mod.token)

    assert (reply.status, reply.problem) == (404, "not_found")
    assert call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=ann.token).problem == "invalid_state"


def test_a_moderator_takes_down_what_is_out_while_its_author_edits_it(ann: Person, mod: Person) -> None:
    post = published(ann, mod)
    call(publish, f"PATCH /v1/posts/{post['id']}", {"title": "Next"}, token=ann.token).ok()

    answer = call(publish, f"POST /v1/posts/{post['id']}/unpublish", token=mod.token).ok()
    assert seen(post["id"]).status == 404
    assert (answer["title"], answer["status"], answer["is_public"]) == (POST["title"], "draft", False)


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


def listed(query: str = "") -> list[str]:
    return [post["id"] for post in call(read, f"GET /v1/posts{query}").ok()["data"]]
