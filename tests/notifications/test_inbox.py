"""The inbox: newest first, in the reader's language, and its count of unread entries is what the entries say."""

from collections.abc import Callable

import pytest

from argosy.kernel.errors import StateConflict
from argosy.notifications import inbox as kept
from argosy.notifications.notification import Inbox
from events.orders import OrderClosed
from functions.notifications import inbox as route
from tests.notifications.world import ORDER, inbox, tell
from tests.support.bus import Bus, told
from tests.support.call import Reply, call
from tests.support.people import Person


@pytest.fixture
def bob(join: Callable[..., Person], bus: Bus) -> Person:
    """Has five entries."""
    bob = join("bob")
    close(bob, *range(5))
    bus.settle()
    return bob


def close(buyer: Person, *numbers: int) -> None:
    for number in numbers:
        tell(OrderClosed(order_id=f"{ORDER[:-1]}{number}", buyer_id=buyer.id, reason="timeout"))


def read(by: Person, body: object) -> Reply:
    return call(route, "POST /v1/me/notifications/read", body, token=by.token)


def test_entries_come_newest_first_page_by_page_with_the_count_of_all_that_is_unread(bob: Person) -> None:
    first = inbox(bob, "?limit=3")
    second = inbox(bob, f"?limit=3&cursor={first['next_cursor']}")

    subjects = [entry["subject_id"][-1] for entry in first["data"] + second["data"]]
    assert subjects == ["4", "3", "2", "1", "0"]
    assert (first["unread"], second["next_cursor"]) == (5, None)
    assert not any(entry["read"] for entry in first["data"])


def test_reading_some_twice_counts_once_and_reading_all_leaves_none(bob: Person, bus: Bus) -> None:
    ids = [entry["id"] for entry in inbox(bob)["data"]]
    assert [read(bob, {"ids": ids[:2]}).ok() for _ in range(2)] == [{"unread": 3}] * 2
    assert [entry["read"] for entry in inbox(bob)["data"]] == [True, True, False, False, False]
    assert read(bob, {"ids": ids[:3]}).ok() == {"unread": 2}
    assert [read(bob, {"all": True}).ok() for _ in range(2)] == [{"unread": 0}] * 2
    close(bob, 7)
    bus.settle()

    assert [entry["read"] for entry in inbox(bob)["data"]] == [False] + [True] * 5
    assert read(bob, {"ids": ids}).ok() == {"unread": 1}
    assert inbox(bob)["unread"] == 1


def test_nobody_reads_what_is_not_theirs_and_nothing_is_marked_by_the_attempt(
    bob: Person, join: Callable[..., Person]
) -> None:
    eve, entry = join("eve"), inbox(bob)["data"][0]["id"]

    assert read(eve, {"ids": [entry]}).problem == "not_found"
    assert read(bob, {"ids": [entry, "ntf_00000000000000000000000000"]}).problem == "not_found"
    assert inbox(eve)["data"] == []
    assert inbox(bob)["unread"] == 5


def test_hostile_requests_are_refused(bob: Person, join: Callable[..., Person]) -> None:
    for body, code in (
        ({}, "invalid_selection"),
        ({"all": False}, "invalid_selection"),
        ({"ids": [], "all": True}, "invalid_selection"),
        ({"ids": ["ord_1"]}, "invalid_id"),
        ({"ids": ["ntf_00000000000000000000000000"] * 51}, "too_many_items"),
        ({"all": True, "user_id": bob.id}, "unknown_field"),
    ):
        assert (read(bob, body).status, read(bob, body).problem) == (422, code)
    cursor = inbox(bob, "?limit=1")["next_cursor"]
    eve = join("eve")
    assert call(route, f"GET /v1/me/notifications?cursor={cursor}", token=eve.token).problem == "invalid_cursor"
    assert call(route, "GET /v1/me/notifications?unread=1", token=bob.token).problem == "unknown_parameter"
    assert call(route, "GET /v1/me/notifications").problem == "unauthenticated"
    assert read(bob, {"ids": []}).ok() == {"unread": 5}


def test_the_request_chooses_the_language_and_else_the_reader_has(
    bob: Person, join: Callable[..., Person], bus: Bus
) -> None:
    lin = join("lin", locale="zh-CN")
    close(lin, 9)
    bus.settle()

    assert inbox(lin)["data"][0]["title"] == inbox(bob, language="zh-CN")["data"][0]["title"] == "订单已关闭"
    assert inbox(lin, language="en")["data"][0]["title"] == inbox(bob)["data"][0]["title"] == "Order closed"


def test_an_entry_that_comes_while_another_is_counted_waits_and_is_not_lost(
    bob: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, states = kept.state, []

    def outdated(user_id: str) -> Inbox:
        states.append(real(user_id))
        return states[0] if len(states) == 2 else states[-1]

    monkeypatch.setattr(kept, "state", outdated)
    close(bob, 8, 9)
    bus.settle()

    assert inbox(bob)["unread"] == 7
    assert [entry["subject_id"][-1] for entry in inbox(bob)["data"]][:2] == ["9", "8"]


def test_an_inbox_that_never_comes_to_rest_is_tried_again_by_the_queue(
    bob: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(_: object) -> None:
        raise StateConflict

    with monkeypatch.context() as patch:
        patch.setattr(kept, "retrying", never)
        close(bob, 8)
        with pytest.raises(AssertionError, match="never quiet"):
            bus.settle(rounds=2)
    bus.settle()

    assert inbox(bob)["unread"] == 6
    assert len(told("notifications.notification_created")) == 6
