"""Following is on or off; the count of followers is what the edges say."""

from collections.abc import Callable

from argosy.social import counts
from argosy.social.items import CountItem
from functions.social import follow as route
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person

Join = Callable[..., Person]


def set_follow(by: Person, whom: Person, on: bool = True) -> int:
    return call(route, f"{'PUT' if on else 'DELETE'} /v1/users/{whom.id}/follow", token=by.token).status


def test_following_twice_is_once_and_is_told_once(ann: Person, bob: Person) -> None:
    assert [set_follow(bob, ann) for _ in range(2)] == [204, 204]

    followers = call(route, f"GET /v1/users/{ann.id}/followers").ok()
    assert [(person["id"], person["display_name"]) for person in followers["data"]] == [(bob.id, "Bob")]
    assert (followers["count"], followers["next_cursor"]) == (1, None)
    assert [person["id"] for person in call(route, f"GET /v1/users/{bob.id}/following").ok()["data"]] == [ann.id]
    assert len(told("social.followed")) == 1


def test_unfollowing_twice_is_once_and_leaves_nothing_behind(ann: Person, bob: Person) -> None:
    set_follow(bob, ann)
    assert [set_follow(bob, ann, on=False) for _ in range(2)] == [204, 204]

    assert call(route, f"GET /v1/users/{ann.id}/followers").ok() == {"data": [], "next_cursor": None, "count": 0}
    assert not [row for row in rows() if row["kind"] in ("follow", "reader", "loud")]
    assert set_follow(bob, ann) == 204
    assert counts.total(ann.id, CountItem.followers) == 1


def test_nobody_follows_themselves_or_nobody(ann: Person) -> None:
    own = call(route, f"PUT /v1/users/{ann.id}/follow", token=ann.token)
    nobody = "usr_00000000000000000000000000"

    assert (own.status, own.problem) == (422, "same_account")
    assert call(route, f"PUT /v1/users/{nobody}/follow", token=ann.token).problem == "not_found"
    assert call(route, f"GET /v1/users/{nobody}/followers").problem == "not_found"
    assert call(route, "PUT /v1/users/pst_00000000000000000000000000/follow", token=ann.token).problem == "invalid_id"
    assert call(route, f"PUT /v1/users/{ann.id}/follow").problem == "unauthenticated"
    assert not [row for row in rows() if row["kind"] == "follow"]


def test_lists_go_on_where_a_page_ended_and_a_cursor_belongs_to_its_list(ann: Person, bob: Person, join: Join) -> None:
    cat = join("cat")
    for follower in (bob, cat):
        set_follow(follower, ann)
    first = call(route, f"GET /v1/users/{ann.id}/followers?limit=1").ok()
    second = call(route, f"GET /v1/users/{ann.id}/followers?limit=1&cursor={first['next_cursor']}").ok()

    assert [page["data"][0]["id"] for page in (first, second)] == [cat.id, bob.id]
    for path in (f"users/{bob.id}/followers", f"users/{ann.id}/following"):
        assert call(route, f"GET /v1/{path}?cursor={first['next_cursor']}").problem == "invalid_cursor"
