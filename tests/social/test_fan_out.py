"""A post is written to the first followers and fetched by the others; both ways are one feed."""

from collections.abc import Callable

import pytest

from argosy.social import feeds, follows
from functions.social import feed as route
from tests.social.world import entries, feed, follow, lines_of, publish_post
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person

Join = Callable[..., Person]


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
