"""Devices: one per token, and a token is one user's at a time."""

from collections.abc import Callable

import pytest

from argosy.notifications.items import DeviceItem
from functions.notifications import devices as route
from functions.notifications import preferences
from tests.notifications.world import add_device, configure, order_paid, pushed, tell
from tests.support.bus import Bus
from tests.support.call import Reply, call
from tests.support.people import Person

Join = Callable[..., Person]


def mine(of: Person) -> list[str]:
    return [device["id"] for device in call(route, "GET /v1/me/devices", token=of.token).ok()["data"]]


def test_the_same_token_twice_is_one_device_and_shows_no_token(join: Join) -> None:
    bob = join("bob")
    first, second = add_device(bob), add_device(bob)

    assert first == second
    assert set(first) == {"id", "platform", "created_at", "version"}
    assert call(route, f"GET /v1/me/devices/{first['id']}", token=bob.token).ok() == first
    add_device(bob, "token-2", "android")
    assert len(mine(bob)) == 2


def test_a_token_that_moves_leaves_its_first_user_who_is_pushed_to_no_more(
    join: Join, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob, sam = join("ann"), join("bob"), join("sam")
    configure(monkeypatch, "ios")
    device = add_device(ann)
    assert add_device(bob)["id"] == device["id"]
    tell(order_paid(ann, sam))
    bus.settle()

    assert (mine(ann), mine(bob), pushed()) == ([], [device["id"]], [])
    assert call(route, f"GET /v1/me/devices/{device['id']}", token=ann.token).problem == "not_found"
    assert call(route, f"DELETE /v1/me/devices/{device['id']}", token=ann.token).problem == "not_found"
    assert mine(bob) == [device["id"]]


def test_an_index_that_is_late_shows_and_tells_a_moved_device_to_nobody_but_its_user(
    join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann, bob = join("ann"), join("bob")
    add_device(ann)
    late = DeviceItem.of_user.query(user_id=ann.id)
    add_device(bob)
    monkeypatch.setattr(DeviceItem.of_user, "query", lambda **_: late)

    assert late.items
    assert mine(ann) == []


def test_a_removed_device_is_told_nothing(join: Join, bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    bob, sam = join("bob"), join("sam")
    configure(monkeypatch, "ios")
    device = add_device(bob)
    assert call(route, f"DELETE /v1/me/devices/{device['id']}", token=bob.token).status == 204
    tell(order_paid(bob, sam))
    bus.settle()

    assert (mine(bob), pushed()) == ([], [])
    assert call(route, f"DELETE /v1/me/devices/{device['id']}", token=bob.token).problem == "not_found"


def test_what_is_no_device_is_refused(join: Join) -> None:
    bob = join("bob")
    for body, code in (
        ({"platform": "fridge", "token": "t"}, "invalid_field"),
        ({"platform": "ios", "token": ""}, "invalid_field"),
        ({"platform": "ios", "token": "t" * 4097}, "invalid_field"),
        ({"platform": "ios", "token": "a\u0000b"}, "invalid_text"),
        ({"platform": "ios"}, "missing_field"),
        ({"platform": "ios", "token": "t", "user_id": bob.id}, "unknown_field"),
    ):
        reply = call(route, "POST /v1/me/devices", body, token=bob.token)
        assert (reply.status, reply.problem) == (422, code)
    assert call(route, "GET /v1/me/devices/ntf_00000000000000000000000000", token=bob.token).problem == "invalid_id"
    assert call(route, "GET /v1/me/devices").problem == "unauthenticated"


def test_e_mail_is_off_until_it_is_chosen_and_stale_choices_change_nothing(join: Join) -> None:
    bob, path = join("bob"), "/v1/me/notification-preferences"

    def choose(body: object, version: str | None = None) -> Reply:
        headers = {"if-match": version} if version else {}
        return call(preferences, f"PATCH {path}", body, token=bob.token, headers=headers)

    assert call(preferences, f"GET {path}", token=bob.token).ok() == {"email": False, "version": 0}
    assert choose({"email": True}).ok() == {"email": True, "version": 1}
    assert choose({"email": True}, "1").ok() == {"email": True, "version": 1}
    assert choose({"email": False}, "0").problem == "version_conflict"
    assert choose({"email": "yes"}).problem == "invalid_field"
    assert choose({"sms": True}).problem == "unknown_field"
    assert call(preferences, f"GET {path}", token=bob.token).ok()["email"] is True
