"""What fails on the way to a device or a mailbox is tried again or given up, and nothing is sent twice."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from argosy.kernel import aws, mail
from argosy.kernel.aws import ClientError, NoAnswer
from argosy.notifications import pushes
from tests.notifications.world import add_device, endpoints, inbox, order_paid, pushed, tell
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person, mails

Join = Callable[..., Person]


def failing(monkeypatch: pytest.MonkeyPatch, operation: str, *outcomes: Exception | None) -> list[str]:
    """SNS answers these in turn, and from then on as it should. Gives the list of what was asked."""
    sns, left, asked = aws.client("sns"), iter(outcomes), list[str]()
    real = getattr(sns, operation)

    def answer(**request: Any) -> Any:
        asked.append(operation)
        if (outcome := next(left, None)) is not None:
            raise outcome
        return real(**request)

    monkeypatch.setattr(sns, operation, answer)
    return asked


def refusal(code: str, message: str = "") -> ClientError:
    return ClientError({"Error": {"Code": code, "Message": message}}, "Publish")


def test_a_refused_push_is_tried_again_by_the_queue_and_no_other_device_hears_it_twice(
    bob: Person, sam: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_device(bob, "token-2")
    asked = failing(monkeypatch, "publish", refusal("InternalError"))
    tell(order_paid(bob, sam))
    bus.settle()

    assert len(asked) == 3
    assert [len(pushed(token)) for token in ("token-1", "token-2")] == [1, 1]


def test_a_push_whose_outcome_nobody_knows_is_not_sent_again(
    bob: Person, sam: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = failing(monkeypatch, "publish", NoAnswer("https://sns"))
    tell(order_paid(bob, sam))
    bus.settle()
    bus.again("notifications.notification_created")

    assert (len(asked), pushed()) == (1, [])
    assert inbox(bob)["unread"] == 1


def test_a_crash_after_the_push_doubles_nothing(
    bob: Person, sam: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pushes.send

    def crashes(*args: Any) -> None:
        real(*args)
        raise RuntimeError("the function died")

    with monkeypatch.context() as patch:
        patch.setattr(pushes, "send", crashes)
        tell(order_paid(bob, sam))
        with pytest.raises(AssertionError, match="never quiet"):
            bus.settle(rounds=3)
    bus.settle()

    assert len(pushed()) == 1


def test_a_disabled_endpoint_removes_the_device_and_the_token_registered_again_works(
    bob: Person, sam: Person, bus: Bus
) -> None:
    tell(order_paid(bob, sam))
    bus.settle()
    endpoints()["token-1"].attributes["Enabled"] = False
    tell(order_paid(sam, bob))
    bus.settle()
    assert call("notifications.devices", "GET /v1/me/devices", token=bob.token).ok()["data"] == []

    add_device(bob)
    other = "ord_01M7VJ7J8A0000000000000001"
    tell(order_paid(bob, bob).model_copy(update={"order_id": other, "orders": {bob.id: other}}))
    bus.settle()
    assert len(pushed()) == 2


def test_a_token_that_the_platform_refuses_removes_the_device(
    bob: Person, sam: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(
        monkeypatch,
        "create_platform_endpoint",
        refusal("InvalidParameter", "Token Reason: iOS device tokens must be 64 hex"),
    )
    tell(order_paid(bob, sam))
    bus.settle()

    assert not [row for row in rows() if row["kind"] == "device"]
    assert inbox(bob)["unread"] == 1


def test_a_mail_that_fails_is_sent_again_and_the_push_is_not(
    bob: Person, sam: Person, bus: Bus, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("notifications.preferences", "PATCH /v1/me/notification-preferences", {"email": True}, token=bob.token).ok()
    before, real = len(mails()), mail.send
    outcomes: Iterator[Exception] = iter([refusal("TooManyRequestsException")])

    def send(*args: str) -> None:
        if (outcome := next(outcomes, None)) is not None:
            raise outcome
        real(*args)

    monkeypatch.setattr(mail, "send", send)
    tell(order_paid(bob, sam))
    bus.settle()

    assert (len(mails()) - before, len(pushed())) == (1, 1)
