"""Comments: under what is public, in one level of threads, changed by their authors for a while, hidden by the owner."""

from collections.abc import Callable

import pytest

from functions.social import comment as route
from tests.conftest import Clock
from tests.social.world import comment, publish_post, publish_product, unpublish_post
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person, sign_in

Join = Callable[..., Person]


@pytest.fixture
def ann(join: Join) -> Person:
    """Writes posts, and as a moderator needs no review."""
    return join("ann", "moderator")


@pytest.fixture
def bob(join: Join) -> Person:
    return join("bob")


@pytest.fixture
def post(ann: Person) -> str:
    return publish_post(ann)


def listed(on: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = call(route, f"GET /v1/{on}").ok()["data"]
    return found


def test_a_comment_stands_under_its_post_with_the_name_of_its_author_and_is_told_once(
    bob: Person, ann: Person, post: str
) -> None:
    reply = comment(bob, f"posts/{post}", "Well  said.")

    assert reply.status == 201
    assert reply.headers["Location"] == f"/v1/comments/{reply.body['id']}"
    assert call(route, f"GET {reply.headers['Location']}").ok() == reply.body
    assert listed(f"posts/{post}/comments") == [reply.body]
    assert {name: reply.body[name] for name in ("author_id", "author_name", "subject_kind", "likes", "replies", "version")} == {
        "author_id": bob.id, "author_name": "Bob", "subject_kind": "post", "likes": 0, "replies": 0, "version": 1,
    }  # fmt: skip
    (fact,) = told("social.commented")
    assert all(word in fact["data"] for word in (ann.id, bob.id, "Well said.", "A walk"))


def test_the_newest_comment_comes_first_and_pages_neither_lose_nor_double_one(bob: Person, post: str) -> None:
    for number in range(5):
        comment(bob, f"posts/{post}", f"No. {number}")
    seen, cursor = [], ""
    while cursor is not None:
        page = call(route, f"GET /v1/posts/{post}/comments?limit=2{cursor and '&cursor=' + cursor}").ok()
        seen += [shown["body"] for shown in page["data"]]
        cursor = page["next_cursor"]

    assert seen == [f"No. {number}" for number in reversed(range(5))]


def test_a_product_is_commented_like_a_post(bob: Person, join: Join) -> None:
    product = publish_product(join("sam", "seller", "moderator"))
    made = comment(bob, f"products/{product}").ok()

    assert listed(f"products/{product}/comments") == [made]
    assert comment(bob, f"products/{product}", rating=5).problem == "unknown_field"


def test_an_answer_to_an_answer_stays_in_the_thread_and_counts_there(bob: Person, ann: Person, post: str) -> None:
    first = comment(bob, f"posts/{post}").ok()
    answer = comment(ann, f"posts/{post}", "Thanks.", reply_to=first["id"]).ok()
    again = comment(bob, f"posts/{post}", "Sure.", reply_to=answer["id"]).ok()

    assert [shown["id"] for shown in listed(f"comments/{first['id']}/replies")] == [again["id"], answer["id"]]
    (shown,) = listed(f"posts/{post}/comments")
    assert (shown["id"], shown["replies"]) == (first["id"], 2)
    assert again["reply_to"] == answer["id"]


def test_nobody_answers_a_comment_that_does_not_stand_there(bob: Person, ann: Person, post: str) -> None:
    elsewhere = comment(bob, f"posts/{publish_post(ann, 'Another')}").ok()
    hidden = comment(bob, f"posts/{post}").ok()
    call(route, f"DELETE /v1/comments/{hidden['id']}", token=ann.token).ok()

    for target in (elsewhere["id"], hidden["id"], "cmt_00000000000000000000000000"):
        assert comment(bob, f"posts/{post}", reply_to=target).problem == "invalid_reply_to"
    assert comment(bob, f"posts/{post}", reply_to="pst_1").problem == "invalid_id"


def test_what_is_not_public_is_neither_commented_nor_shown(bob: Person, ann: Person, post: str) -> None:
    made = comment(bob, f"posts/{post}").ok()
    unpublish_post(ann, post)
    draft = call("content.publish", "POST /v1/posts", {"title": "t", "body": "b"}, token=ann.token).ok()["id"]

    for hidden in (post, draft, "pst_00000000000000000000000000"):
        assert comment(ann, f"posts/{hidden}").problem == "not_found"
        assert call(route, f"GET /v1/posts/{hidden}/comments").problem == "not_found"
    assert call(route, f"GET /v1/comments/{made['id']}").problem == "not_found"
    assert call(route, f"GET /v1/comments/{made['id']}/replies").problem == "not_found"


def test_an_author_has_fifteen_minutes_to_find_better_words(bob: Person, post: str, time: Clock) -> None:
    made = comment(bob, f"posts/{post}", "Wel said.").ok()
    better = call(route, f"PATCH /v1/comments/{made['id']}", {"body": "Well said."}, token=bob.token).ok()

    assert (better["body"], better["version"]) == ("Well said.", 2)
    assert better["edited_at"] > made["created_at"]
    time.forward(minutes=15)
    bob = sign_in(bob.id, bob.email)
    late = call(route, f"PATCH /v1/comments/{made['id']}", {"body": "Never."}, token=bob.token)
    assert (late.status, late.problem) == (409, "edit_window_over")
    assert call(route, f"DELETE /v1/comments/{made['id']}", token=bob.token).problem == "edit_window_over"
    assert listed(f"posts/{post}/comments")[0]["body"] == "Well said."


def test_who_decides_on_an_old_version_changes_nothing(bob: Person, post: str) -> None:
    path = f"/v1/comments/{comment(bob, f'posts/{post}').ok()['id']}"
    call(route, f"PATCH {path}", {"body": "Second."}, token=bob.token, headers={"if-match": "1"}).ok()

    stale = {"if-match": "1"}
    assert (
        call(route, f"PATCH {path}", {"body": "Third."}, token=bob.token, headers=stale).problem == "version_conflict"
    )
    assert call(route, f"DELETE {path}", token=bob.token, headers=stale).status == 412
    assert call(route, f"GET {path}").ok()["body"] == "Second."


def test_taking_a_comment_back_removes_its_words_and_doing_it_twice_is_once(
    bob: Person, ann: Person, post: str
) -> None:
    first = comment(ann, f"posts/{post}").ok()
    made = comment(bob, f"posts/{post}", "I regret this.", reply_to=first["id"]).ok()
    gone = [call(route, f"DELETE /v1/comments/{made['id']}", token=bob.token).status for _ in range(2)]

    assert gone == [204, 204]
    assert listed(f"comments/{first['id']}/replies") == []
    assert listed(f"posts/{post}/comments")[0]["replies"] == 0
    assert not [row for row in rows() if row.get("body") == "I regret this."]
    assert len(told("social.comment_removed")) == 1


@pytest.mark.parametrize("who", ["ann", "mod"])
def test_the_owner_of_the_place_and_moderators_hide_a_comment_at_any_time_and_its_row_stays(
    who: str, ann: Person, bob: Person, post: str, join: Join, time: Clock
) -> None:
    made = comment(bob, f"posts/{post}", "Buy my things!").ok()
    time.forward(minutes=5)
    hides = ann if who == "ann" else join("mod", "moderator")
    assert [call(route, f"DELETE /v1/comments/{made['id']}", token=hides.token).status for _ in range(2)] == [204, 204]

    assert listed(f"posts/{post}/comments") == []
    assert call(route, f"PATCH /v1/comments/{made['id']}", {"body": "x"}, token=bob.token).problem == "not_found"
    (row,) = [row for row in rows() if row["kind"] == "comment"]
    assert (row["status"], row["body"]) == ("hidden", "Buy my things!")
    (fact,) = told("social.comment_hidden")
    assert fact["actor"] == hides.id


def test_others_and_moderators_who_lost_their_role_take_nothing_out(
    bob: Person, ann: Person, post: str, join: Join
) -> None:
    eve, mod = join("eve"), join("mod", "moderator")
    call(
        "identity.admin_users", f"DELETE /v1/admin/users/{mod.id}/roles/moderator", token=join("root", "admin").token
    ).ok()
    made = comment(bob, f"posts/{post}").ok()

    for stranger in (eve, mod):
        assert call(route, f"DELETE /v1/comments/{made['id']}", token=stranger.token).problem == "not_found"
        assert (
            call(route, f"PATCH /v1/comments/{made['id']}", {"body": "x"}, token=stranger.token).problem == "not_found"
        )
    assert listed(f"posts/{post}/comments") == [made]


def test_a_repeated_request_gets_the_first_answer_and_writes_no_second_comment(bob: Person, post: str) -> None:
    def again(body: str) -> object:
        return call(route, f"POST /v1/posts/{post}/comments", {"body": body}, token=bob.token, key="k1")

    first, second, other = again("Once."), again("Once."), again("Twice.")
    assert (second.status, second.body, second.headers["Idempotent-Replayed"]) == (201, first.body, "true")
    assert other.problem == "idempotency_key_reused"
    assert len(listed(f"posts/{post}/comments")) == len(told("social.commented")) == 1


def test_words_that_are_none_are_refused(bob: Person, post: str) -> None:
    for body, code in (
        ({"body": ""}, "invalid_field"),
        ({"body": "x" * 2001}, "invalid_field"),
        ({"body": "a\u202eb"}, "invalid_text"),
        ({"body": "pay 4111 1111 1111 1111"}, "card_data_not_accepted"),
        ({"body": "x", "author_id": bob.id}, "unknown_field"),
        ({}, "missing_field"),
    ):
        reply = call(route, f"POST /v1/posts/{post}/comments", body, token=bob.token)
        assert (reply.status, reply.problem) == (422, code)


def test_lists_refuse_foreign_cursors_unknown_parameters_and_ids_of_another_kind(
    bob: Person, ann: Person, post: str
) -> None:
    for _ in range(2):
        comment(bob, f"posts/{post}")
    other = publish_post(ann, "Another")
    cursor = call(route, f"GET /v1/posts/{post}/comments?limit=1").ok()["next_cursor"]

    assert call(route, f"GET /v1/posts/{other}/comments?cursor={cursor}").problem == "invalid_cursor"
    assert call(route, f"GET /v1/posts/{post}/comments?cursor={cursor[:-2]}xx").problem == "invalid_cursor"
    assert call(route, f"GET /v1/posts/{post}/comments?user_id={bob.id}").problem == "unknown_parameter"
    assert call(route, f"GET /v1/posts/{post}/comments?limit=101").problem == "invalid_parameter"
    assert call(route, "GET /v1/posts/prd_00000000000000000000000000/comments").problem == "invalid_id"
    assert call(route, f"POST /v1/posts/{post}/comments", {"body": "x"}).problem == "unauthenticated"


def test_many_comments_at_once_are_shown_with_one_read_of_names_and_counts(bob: Person, post: str, bus: Bus) -> None:
    made = [comment(bob, f"posts/{post}", f"{number}").ok()["id"] for number in range(3)]
    call("social.like", f"PUT /v1/comments/{made[1]}/like", token=bob.token).ok()

    assert [shown["likes"] for shown in listed(f"posts/{post}/comments")] == [0, 1, 0]
