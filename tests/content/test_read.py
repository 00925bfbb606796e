"""Reading: public lists by author and tag, page by page, kept by caches; nothing that is not published is in them."""

import pytest

from functions.content import read
from tests.content.posts import drafted, seen, submitted
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.people import Person


@pytest.fixture
def mod(join) -> Person:
    return join("mod", "moderator")


def ids(query: str = "") -> list[str]:
    return [post["id"] for post in call(read, f"GET /v1/posts{query}").ok()["data"]]


def test_lists_hold_what_is_published_newest_first_by_author_and_tag(mod: Person, join) -> None:
    mia = join("mia", "moderator")
    drafted(mod)
    a, b, c = (
        submitted(mod, tags=["Sea"])["id"],
        submitted(mia, tags=["sea", "手机"])["id"],
        submitted(mia, tags=[])["id"],
    )

    assert ids() == [c, b, a]
    assert ids("?tag=sea") == ids("?tag=%EF%BC%B3ea") == [b, a]
    assert ids("?tag=%E6%89%8B%E6%9C%BA") == [b]
    assert ids(f"?author_id={mia.id}") == [c, b]
    assert ids(f"?author_id={mia.id}&tag=sea") == [b]
    assert ids(f"?author_id={mia.id}&tag=land") == []


def test_a_card_says_what_a_list_needs_and_leaves_the_body_out(mod: Person) -> None:
    post = submitted(mod, title="去海边", body="很长的\n\n路。" * 200)
    (card,) = call(read, "GET /v1/posts").ok()["data"]

    assert (card["id"], card["title"], card["language"], card["author_id"]) == (post["id"], "去海边", "zh", mod.id)
    assert len(card["excerpt"]) <= 200 and "\n" not in card["excerpt"]
    assert "body" not in card


def test_pages_go_on_where_the_last_one_ended_while_new_posts_appear(mod: Person) -> None:
    posts = [submitted(mod, title=f"No. {n}")["id"] for n in range(7)]
    for query in ("?limit=3", f"?limit=3&author_id={mod.id}"):
        first = call(read, f"GET /v1/posts{query}").ok()
        submitted(mod)
        second = call(read, f"GET /v1/posts{query}&cursor={first['next_cursor']}").ok()
        third = [post["id"] for post in first["data"] + second["data"]]
        assert len(third) == len(set(third)) == 6
    assert posts[-1] not in third[-3:]


def test_a_cursor_of_another_list_or_a_changed_one_is_refused(mod: Person) -> None:
    for _ in range(3):
        submitted(mod)
    cursor = call(read, "GET /v1/posts?limit=1").ok()["next_cursor"]
    changed = cursor[:-6] + ("A" if cursor[-6] != "A" else "B") + cursor[-5:]

    for query in (f"?limit=1&tag=sea&cursor={cursor}", f"?limit=1&cursor={changed}", "?cursor=x", "?cursor="):
        reply = call(read, f"GET /v1/posts{query}")
        assert (reply.status, reply.problem) == (400, "invalid_cursor"), query


@pytest.mark.usefixtures("bus")
def test_parameters_that_lists_do_not_take_are_refused_by_name() -> None:
    wrong = {
        "unknown_parameter": ("user_id=usr_1", "sort=asc"),
        "invalid_parameter": (
            *("limit=0", "limit=101", "limit=1e3", "limit=-1", "limit=%EF%BC%91%EF%BC%90"),
            *("tag=sea&tag=land", "tag=a%23b", "tag=*", "author_id=A%23B"),
        ),
    }
    for code, query in ((code, query) for code, queries in wrong.items() for query in queries):
        reply = call(read, f"GET /v1/posts?{query}")
        assert (reply.status, reply.problem) == (400, code), query


def test_what_is_public_is_kept_by_caches_and_what_is_ones_own_is_not(mod: Person, join) -> None:
    post = submitted(mod)
    public = seen(post["id"])
    known = call(read, f"GET /v1/posts/{post['id']}", headers={"if-none-match": public.headers["ETag"]})

    assert public.headers["Cache-Control"].startswith("public, max-age=")
    assert (known.status, known.text) == (304, "")
    assert seen(post["id"], join("bob")).body == public.body
    assert seen(post["id"], mod).headers["Cache-Control"] == "no-store"


def test_ones_own_list_has_every_state_and_a_strangers_has_nothing(mod: Person, join) -> None:
    a, b = drafted(mod)["id"], submitted(mod)["id"]
    mine = call(read, "GET /v1/me/posts", token=mod.token)

    assert [(post["id"], post["status"]) for post in mine.ok()["data"]] == [(b, "published"), (a, "draft")]
    assert mine.headers["Cache-Control"] == "no-store"
    assert call(read, "GET /v1/me/posts", token=join("bob").token).ok()["data"] == []
    assert call(read, "GET /v1/me/posts").status == 401


def test_a_page_of_long_posts_is_whole(bus: Bus, mod: Person) -> None:
    for _ in range(8):
        submitted(mod, body="海" * 49_000)

    assert len(ids("?limit=12")) == 8
    assert len(call(read, "GET /v1/me/posts?limit=12", token=mod.token).ok()["data"]) > 0
