"""A device belongs to the session that registered it: once that has ended, it is told nothing."""

from collections.abc import Callable

import jwt
import pytest

from argosy.kernel.auth import SessionRevoked
from argosy.notifications import devices
from argosy.notifications.device import Platform
from functions.identity import sessions
from functions.notifications import devices as route
from tests.conftest import NOW, Clock
from tests.notifications.world import add_device, order_paid, pushed, tell
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person, join, sign_in


@pytest.fixture
def told_of_an_order(bob: Person, sam: Person, bus: Bus) -> Callable[[], int]:
    """How many pushes reached bob's device once there was something to tell."""

    def pushes() -> int:
        tell(order_paid(bob, sam))
        bus.settle()
        return len(pushed())

    return pushes


def sign_out(who: Person) -> None:
    call(sessions, "DELETE /v1/sessions/current", token=who.token).ok()


def mine(of: Person) -> list[str]:
    return [device["id"] for device in call(route, "GET /v1/me/devices", token=of.token).ok()["data"]]


def kept() -> list[dict[str, object]]:
    return [row for row in rows() if row["kind"] == "device"]


def test_after_signing_out_a_device_is_told_nothing_and_is_forgotten(
    bob: Person, told_of_an_order: Callable[[], int]
) -> None:
    sign_out(bob)

    assert told_of_an_order() == 0
    assert mine(sign_in(bob.id, bob.email)) == []
    assert kept() == []


def test_a_device_is_told_nothing_from_the_moment_its_session_ends_though_nobody_has_heard_of_that_yet(
    bob: Person, bus: Bus, told_of_an_order: Callable[[], int]
) -> None:
    sign_out(bob)
    bus.done |= {("notifications.on_session_ended", row["id"]) for row in told("identity.session_ended")}

    assert told_of_an_order() == 0
    assert mine(sign_in(bob.id, bob.email)) == []


def test_a_session_that_ended_for_a_stolen_token_takes_its_device_along(
    bob: Person, time: Clock, told_of_an_order: Callable[[], int]
) -> None:
    used = {"refresh_token": bob.refresh_token}
    call(sessions, "POST /v1/sessions/refresh", used).ok()
    time.forward(seconds=11)
    assert call(sessions, "POST /v1/sessions/refresh", used).problem == "refresh_reused"

    assert told_of_an_order() == 0
    assert kept() == []


def test_a_session_that_came_to_its_end_by_itself_leaves_no_device_that_is_told_and_the_table_forgets_it(
    bob: Person, time: Clock, told_of_an_order: Callable[[], int]
) -> None:
    (device,) = kept()
    time.forward(days=30)

    assert told_of_an_order() == 0
    assert time.now.timestamp() < int(str(device["expires_at"])) < time.forward(days=2).timestamp()


def test_what_a_push_notes_of_a_device_leaves_its_end_as_it_was(
    bob: Person, told_of_an_order: Callable[[], int]
) -> None:
    (before,) = kept()
    assert told_of_an_order() == 1
    (after,) = kept()

    assert after["endpoint"]
    assert after["expires_at"] == before["expires_at"]


def test_the_end_of_another_session_leaves_a_device_as_it_is_and_so_does_its_own_once_it_moved(
    bob: Person, told_of_an_order: Callable[[], int]
) -> None:
    (first,) = mine(bob)
    again = sign_in(bob.id, bob.email)
    moved = add_device(again)
    sign_out(bob)

    assert moved["id"] == first
    assert told_of_an_order() == 1
    assert mine(again) == [first]


def test_the_end_of_somebody_elses_session_leaves_a_device_as_it_is(
    bob: Person, sam: Person, told_of_an_order: Callable[[], int]
) -> None:
    sign_out(sam)

    assert told_of_an_order() == 1


def test_a_device_that_is_registered_while_its_session_ends_is_not_kept(bus: Bus) -> None:
    ann = join(bus, "ann")
    session_id = jwt.decode(ann.token, options={"verify_signature": False})["sid"]
    sign_out(ann)
    bus.settle()
    with pytest.raises(SessionRevoked):  # the request that was let in just before
        devices.register(ann.id, session_id, Platform.IOS, "token-2", NOW)

    assert kept() == []
