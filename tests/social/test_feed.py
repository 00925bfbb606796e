"""The feed: what those whom one follows published, by both ways, as it may be seen now."""

from collections.abc import Callable

import pytest

from argosy.social import feed as reading
from argosy.social import feeds, follows
from functions.social import feed as route
from tests.social.world import feed, publish_post, unpublish_post
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person

Join = Callable[..., Person]


@pytest.fixture
def ann(join: Join) -> Person:
    """Writes posts, and as a moderator needs no review."""
    return join("ann", "moderator")


@pytest.fixture
def bob(join: Join) -> Person:
    return join("bob")


def follow(by: Person, whom: Person, on: bool = True) -> None:
    call("social.follow", f"{'PUT' if on else 'DELETE'} /v1/users/{whom.id}/follow", token=by.token).ok()


def entries(of: Person) -> int:
    return sum(row["kind"] == "feed" and row["reader_id"] == of.id for row in rows())


def lines_of(reader: Person) -> int:
    return sum(row["kind"] == "loud" and row["reader_id"] == reader.id for row in rows())


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


def test_a_fan_out_in_parts_reaches_every_follower_once_however_often_it_is_told(
    ann: Person, join: Join, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "READERS_AT_ONCE", 2)
    monkeypatch.setattr(feeds, "FACTS_AT_ONCE", 1)
    readers = [join(f"reader{number}") for number in range(5)]
    for reader in readers:
        follow(reader, ann)
    publish_post(ann)
    bus.settle()
    for name in ("content.post_published", "social.fan_out_divided", "social.followed"):
        bus.again(name)
    bus.settle()

    assert len(told("social.fan_out_divided")) >= 3
    assert [feed(reader) for reader in readers] == [["A walk"]] * 5
    assert [entries(reader) for reader in readers] == [1] * 5


def test_an_author_with_many_followers_is_fetched_by_those_who_come_later(
    ann: Person, bob: Person, join: Join, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follows, "MOST_READERS", 1)
    late, quiet = join("late"), join("quiet", "moderator")
    follow(bob, ann)
    follow(late, ann)
    follow(late, quiet)
    bus.settle()
    publish_post(ann, "Loud one")
    publish_post(quiet, "Quiet one")
    publish_post(ann, "Loud two")
    bus.settle()

    assert (lines_of(bob), lines_of(late)) == (0, 1)
    assert (entries(bob), entries(late)) == (2, 1)
    assert feed(bob) == ["Loud two", "Loud one"]
    assert feed(late) == ["Loud two", "Quiet one", "Loud one"]
    follow(late, ann, on=False)
    assert feed(late) == ["Quiet one"]
    assert lines_of(late) == 0


def test_one_cursor_goes_through_both_ways_without_losing_or_doubling_a_post(
    ann: Person, join: Join, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follows, "MOST_READERS", 0)
    reader, quiet = join("reader"), join("quiet", "moderator")
    follow(reader, ann)
    monkeypatch.setattr(follows, "MOST_READERS", 9)
    follow(reader, quiet)
    for number in range(3):
        publish_post(ann, f"Loud {number}")
        publish_post(quiet, f"Quiet {number}")
    bus.settle()
    seen, query = [], "?limit=2"
    while query:
        page = call(route, f"GET /v1/feed{query}", token=reader.token).ok()
        seen += [post["title"] for post in page["data"]]
        publish_post(ann, "Meanwhile") if len(seen) == 2 else None
        query = page["next_cursor"] and f"?limit=2&cursor={page['next_cursor']}"

    assert seen == ["Quiet 2", "Loud 2", "Quiet 1", "Loud 1", "Quiet 0", "Loud 0"]


def test_who_fetches_from_enough_authors_is_written_to_by_the_next(
    ann: Person, bob: Person, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(follows, "MOST_READERS", 0)
    monkeypatch.setattr(follows, "MOST_FETCHED", 1)
    follow(bob, ann)
    follow(bob, join("cat"))

    assert lines_of(bob) == 1
    assert sum(row["kind"] == "reader" and row["reader_id"] == bob.id for row in rows()) == 1


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
