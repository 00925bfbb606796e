"""Likes are on or off, and their count is what the edges say."""

from collections.abc import Callable

import pytest

from argosy.social import counts
from functions.social import like as route
from tests.social.world import comment, publish_post, publish_product, unpublish_post
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person

Join = Callable[..., Person]


def likes(path: str, by: Person | None = None) -> tuple[int, bool | None]:
    shown = call(route, f"GET /v1/{path}/likes", token=by.token if by else None).ok()
    return shown["count"], shown["liked"]


def set_like(path: str, by: Person, on: bool = True) -> int:
    return call(route, f"{'PUT' if on else 'DELETE'} /v1/{path}/like", token=by.token).status


def edges() -> int:
    return sum(row["kind"] == "like" for row in rows())


def test_liking_twice_counts_once_and_unliking_twice_leaves_nothing(ann: Person, bob: Person) -> None:
    path = f"posts/{publish_post(ann)}"

    assert [set_like(path, bob) for _ in range(2)] == [204, 204]
    assert set_like(path, ann) == 204
    assert (likes(path), likes(path, bob)) == ((2, None), (2, True))
    assert [set_like(path, bob, on=False) for _ in range(2)] == [204, 204]
    assert likes(path, bob) == (1, False)
    assert edges() == 1


def test_products_and_comments_are_liked_like_posts(ann: Person, bob: Person) -> None:
    product, post = f"products/{publish_product(ann)}", f"posts/{publish_post(ann)}"
    said = f"comments/{comment(bob, post).ok()['id']}"

    for path in (product, said):
        assert set_like(path, bob) == 204
        assert likes(path, bob) == (1, True)
        assert set_like(path, bob, on=False) == 204
        assert likes(path) == (0, None)


def test_the_count_over_all_shards_is_the_recount_of_the_edges(ann: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"posts/{publish_post(ann)}"
    turn = iter(range(100))
    monkeypatch.setattr(counts, "shard", lambda *_: next(turn) % counts.SHARDS)
    for _ in range(3):
        assert set_like(path, ann) == set_like(path, ann, on=False) == set_like(path, ann) == 204

    assert likes(path, ann) == (1, True)
    assert edges() == 1


def test_shards_are_chosen_by_the_user_and_comments_have_one(ann: Person) -> None:
    users = [f"usr_{number}" for number in range(200)]

    assert {counts.shard("pst_1", user) for user in users} == set(range(counts.SHARDS))
    assert {counts.shard("cmt_1", user) for user in users} == {0}


def test_what_is_out_of_sight_is_not_liked_but_a_like_can_be_taken_back(ann: Person, bob: Person) -> None:
    post = publish_post(ann)
    said = f"comments/{comment(bob, f'posts/{post}').ok()['id']}"
    for path in (f"posts/{post}", said):
        set_like(path, bob)
    unpublish_post(ann, post)

    for path in (f"posts/{post}", said, "products/prd_00000000000000000000000000"):
        assert set_like(path, ann) == 404
        assert call(route, f"GET /v1/{path}/likes").problem == "not_found"
        assert set_like(path, bob, on=False) == 204
    assert edges() == 0


def test_a_hidden_comment_is_not_liked(ann: Person, bob: Person) -> None:
    path = f"comments/{comment(bob, f'posts/{publish_post(ann)}').ok()['id']}"
    call("social.comment", f"DELETE /v1/{path}", token=ann.token).ok()

    assert set_like(path, ann) == 404


def test_hostile_likes_are_refused(ann: Person) -> None:
    path = f"/v1/posts/{publish_post(ann)}/like"

    assert call(route, f"PUT {path}").problem == "unauthenticated"
    assert call(route, f"PUT {path}", {"count": 100}, token=ann.token).status == 400
    assert call(route, f"PUT {path}?user_id=usr_1", token=ann.token).problem == "unknown_parameter"
    for bad in ("pst_1", "A%23B", "pst_0000000000000000000000000%00", "usr_00000000000000000000000000"):
        assert call(route, f"PUT /v1/posts/{bad}/like", token=ann.token).problem == "invalid_id"
