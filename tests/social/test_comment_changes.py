"""Comments are changed and taken back by their authors for a while, and hidden by those who answer for the place."""

from collections.abc import Callable

import pytest

from functions.social import comment as route
from tests.conftest import Clock
from tests.social.world import comment, listed
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person, sign_in

Join = Callable[..., Person]


def test_an_author_has_fifteen_minutes_to_find_better_words(bob: Person, post: str, time: Clock) -> None:
    made = comment(bob, f"posts/{post}", "Wel said.").ok()
    time.forward(seconds=5)
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
    who: str, bob: Person, ann: Person, post: str, join: Join
) -> None:
    made = comment(bob, f"posts/{post}", "Buy my things!").ok()
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


@pytest.mark.parametrize("who", ["author", "owner"])
def test_what_began_a_thread_holds_its_place_without_words_as_long_as_it_has_answers(
    who: str, bob: Person, ann: Person, post: str
) -> None:
    first = comment(bob, f"posts/{post}", "I regret this.").ok()
    answer = comment(ann, f"posts/{post}", "Why?", reply_to=first["id"]).ok()
    gone = {"author": (bob, "removed"), "owner": (ann, "hidden")}[who]
    call(route, f"DELETE /v1/comments/{first['id']}", token=gone[0].token).ok()

    (place,) = listed(f"posts/{post}/comments")
    assert (place["id"], place["status"], place["replies"]) == (first["id"], gone[1], 1)
    assert (place["author_id"], place["author_name"], place["body"]) == (None, "", "")
    assert [shown["id"] for shown in listed(f"comments/{first['id']}/replies")] == [answer["id"]]
    assert comment(bob, f"posts/{post}", "Because.", reply_to=answer["id"]).status == 201
    assert comment(bob, f"posts/{post}", "Because.", reply_to=first["id"]).problem == "invalid_reply_to"
    assert call(route, f"GET /v1/comments/{first['id']}").problem == "not_found"


def test_the_place_goes_with_its_last_answer(bob: Person, ann: Person, post: str) -> None:
    first = comment(bob, f"posts/{post}").ok()
    answer = comment(ann, f"posts/{post}", reply_to=first["id"]).ok()
    for gone, who in ((first, bob), (answer, ann)):
        call(route, f"DELETE /v1/comments/{gone['id']}", token=who.token).ok()

    assert listed(f"posts/{post}/comments") == []
    assert call(route, f"GET /v1/comments/{answer['id']}/replies").problem == "not_found"
