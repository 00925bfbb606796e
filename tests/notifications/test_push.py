"""Pushes: each device and each mailbox once per notification, whatever fails on the way."""

import json
from collections.abc import Callable

import pytest

from argosy.kernel import settings
from argosy.notifications import pushes
from tests.notifications.world import add_device, configure, endpoints, inbox, order_paid, pushed, tell
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.people import Person, mails

Join = Callable[..., Person]


def test_a_notification_is_pushed_to_every_device_in_the_form_of_its_platform_once(
    bob: Person, sam: Person, bus: Bus
) -> None:
    add_device(bob, "token-2", "android")
    add_device(bob, "page", "web")
    tell(order_paid(bob, sam))
    bus.settle()
    for name in ("order.paid", "notifications.notification_created"):
        bus.again(name)
    bus.settle()

    (ios,), (android,) = pushed("token-1"), pushed("token-2")
    assert json.loads(ios["APNS"])["aps"]["alert"] == {
        "title": "Payment received", "body": "Your order of CNY 19.99 is paid: Lamp 1",
    }  # fmt: skip
    assert json.loads(android["GCM"])["data"]["notification_id"] == inbox(bob)["data"][0]["id"]
    assert set(endpoints()) == {"token-1", "token-2"}


def test_a_push_is_written_in_the_language_of_its_reader(bob: Person, join: Join, sam: Person, bus: Bus) -> None:
    lin = join("lin", locale="zh-CN")
    add_device(lin, "token-3", "android")
    tell(order_paid(lin, sam))
    bus.settle()

    assert json.loads(pushed("token-3")[0]["GCM"])["notification"]["title"] == "支付成功"


def test_a_device_without_an_application_is_kept_and_pushed_to_once_there_is_one(
    join: Join, sam: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    bob = join("bob")
    add_device(bob)
    tell(order_paid(bob, sam))
    bus.settle()
    assert (pushed(), inbox(bob)["unread"]) == ([], 1)

    configure(monkeypatch, "ios")
    tell(order_paid(sam, bob))
    bus.settle()
    assert [json.loads(push["APNS"])["aps"]["alert"]["title"] for push in pushed()] == ["You sold something"]


def test_applications_are_configured_as_json_or_as_pairs(bob: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    as_json = pushes.applications()
    monkeypatch.setenv("PUSH_APPLICATIONS", ",".join(f"{platform}={arn}" for platform, arn in as_json.items()))
    settings.settings.cache_clear()

    assert pushes.applications() == as_json
    assert set(as_json) == {"ios", "android"}


def test_who_asked_for_e_mail_gets_one_and_nobody_else_does(bob: Person, sam: Person, bus: Bus) -> None:
    call("notifications.preferences", "PATCH /v1/me/notification-preferences", {"email": True}, token=bob.token).ok()
    before = len(mails())
    tell(order_paid(bob, sam))
    bus.settle()
    bus.again("notifications.notification_created")

    (sent,) = mails()[before:]
    assert sent["to"] == [bob.email]
    assert sent["subject"] == "Payment received"
