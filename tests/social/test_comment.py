"""Comments: under what is public, in one level of threads, changed by their authors for a while, hidden by owners."""

from collections.abc import Callable

from functions.social import comment as route
from tests.social.world import comment, listed, publish_post, publish_product, unpublish_post
from tests.support.bus import Bus, told
from tests.support.call import Reply, call
from tests.support.people import Person

Join = Callable[..., Person]


def test_a_comment_stands_under_its_post_with_the_name_of_its_author_and_is_told_once(
    bob: Person, ann: Person, post: str
) -> None:
    reply = comment(bob, f"posts/{post}", "Well  said.")

    assert reply.status == 201
    assert reply.headers["Location"] == f"/v1/comments/{reply.body['id']}"
    assert call(route, f"GET {reply.headers['Location']}").ok() == reply.body
    assert listed(f"posts/{post}/comments") == [reply.body]
    expected = {
        "author_id": bob.id,
        "author_name": "Bob",
        "subject_kind": "post",
        "likes": 0,
        "replies": 0,
        "version": 1,
    }
    assert expected.items() <= reply.body.items()
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


def test_a_repeated_request_gets_the_first_answer_and_writes_no_second_comment(bob: Person, post: str) -> None:
    def again(body: str) -> Reply:
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
