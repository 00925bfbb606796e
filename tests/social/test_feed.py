"""The feed: what those whom one follows published, by both ways, as it may be seen now."""

from collections.abc import Callable

import pytest

from argosy.social import feed as reading
from argosy.social import feeds
from functions.social import feed as route
from tests.social.world import entries, feed, follow, publish_post, unpublish_post
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.people import Person

Join = Callable[..., Person]


def test_a_post_comes_to_those_who_follow_its_author_and_to_nobody_else(
    ann: Person, bob: Person, join: Join, bus: Bus
) -> None:
    follow(bob, ann)
    publish_post(ann, "One")
    publish_post(ann, "Two")
    bus.settle()

    assert feed(bob) == ["Two", "One"]
    assert feed(ann) == feed(join("cat")) == []


def test_a_new_follower_gets_the_newest_posts_that_were_there_before(
    ann: Person, bob: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "BACK_FILLED", 2)
    for title in ("One", "Two", "Three"):
        publish_post(ann, title)
    bus.settle()
    follow(bob, ann)
    bus.settle()

    assert feed(bob) == ["Three", "Two"]


def test_what_is_unpublished_and_whom_one_leaves_are_gone_at_once(
    ann: Person, bob: Person, join: Join, bus: Bus
) -> None:
    cat = join("cat", "moderator")
    for author in (ann, cat):
        follow(bob, author)
    post = publish_post(ann, "Gone")
    publish_post(ann, "Stays")
    publish_post(cat, "Left")
    bus.settle()
    unpublish_post(ann, post)
    follow(bob, cat, on=False)

    assert feed(bob) == ["Stays"]
    call("content.publish", f"POST /v1/posts/{post}/submit", token=ann.token).ok()
    bus.settle()
    assert feed(bob) == ["Stays", "Gone"]
    assert entries(bob) == 3


def test_a_page_is_filled_past_what_may_no_longer_be_seen(
    ann: Person, bob: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(bob, ann)
    posts = [publish_post(ann, f"No. {number}") for number in range(6)]
    bus.settle()
    for post in posts[1:5]:
        unpublish_post(ann, post)

    assert feed(bob, "?limit=2") == ["No. 5", "No. 0"]
    monkeypatch.setattr(reading, "MOST_ROUNDS", 1)
    short = call(route, "GET /v1/feed?limit=3", token=bob.token).ok()
    assert [post["title"] for post in short["data"]] == ["No. 5"]
    assert feed(bob, f"?limit=3&cursor={short['next_cursor']}") == ["No. 0"]


def test_a_feed_is_its_readers_own(ann: Person, bob: Person, bus: Bus) -> None:
    follow(bob, ann)
    for number in range(2):
        publish_post(ann, f"No. {number}")
    bus.settle()
    cursor = call(route, "GET /v1/feed?limit=1", token=bob.token).ok()["next_cursor"]

    assert call(route, "GET /v1/feed").problem == "unauthenticated"
    assert call(route, f"GET /v1/feed?user_id={bob.id}", token=ann.token).problem == "unknown_parameter"
    assert call(route, f"GET /v1/feed?cursor={cursor}", token=ann.token).problem == "invalid_cursor"
    assert call(route, f"GET /v1/feed?cursor={cursor}a", token=bob.token).problem == "invalid_cursor"
    assert call(route, "GET /v1/feed?limit=0", token=bob.token).problem == "invalid_parameter"
