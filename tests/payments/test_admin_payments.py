"""People who look at payments: ask the channel now, close an attempt at it, and end what fits nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from argosy.payments.matrix import Said
from tests.conftest import Clock
from tests.support.books import balance
from tests.support.bus import told
from tests.support.call import Reply, call
from tests.support.late import OTHER, Scene
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def scene(shop: Shop, join: Callable[..., Person], time: Clock) -> Scene:
    return Scene(shop, join("seller", "seller"), join("buyer"), time)


def sync(scene: Scene, who: Person) -> Reply:
    path = f"POST /v1/payments/{scene.attempt['id']}/sync"
    return call("payments.sync", path, token=scene.shop.token(who))


def admin(scene: Scene, who: Person, what: str, *, key: str = "k") -> Reply:
    path, wish = f"POST /v1/admin/payments/{what}", {"reason": "the buyer called"}
    reply = call("payments.admin_payments", path, wish, token=scene.shop.token(who), key=key)
    scene.shop.bus.settle()
    return reply


def unmatched(scene: Scene, who: Person, query: str = "") -> Any:
    path = f"GET /v1/admin/payments/unmatched{query}"
    return call("payments.admin_payments", path, token=scene.shop.token(who)).ok()


def test_a_buyer_who_asks_does_not_wait_for_the_webhook(scene: Scene) -> None:
    assert sync(scene, scene.buyer).ok()["status"] == "pending"
    scene.shop.confirm(scene.attempt)
    assert sync(scene, scene.buyer).ok()["status"] == "succeeded"

    assert scene.found == ("paid", "succeeded", 1)
    scene.shop.hear()
    assert sync(scene, scene.buyer).ok()["status"] == "succeeded"
    assert len(told("order.paid")) == 1
    scene.shop.proof()


def test_finance_may_ask_about_anybodys_payment_and_strangers_about_nobodys(scene: Scene, finance: Person) -> None:
    assert sync(scene, finance).status == 200
    assert sync(scene, scene.seller).status == 404


def test_a_silent_channel_is_no_answer_and_changes_nothing(scene: Scene) -> None:
    scene.shop.stripe.faults.add("http_500", "payment_intents.retrieve", times=9)
    assert sync(scene, scene.buyer).problem == "channel_unavailable"
    assert scene.found == ("pending_payment", "pending", 1)


def test_an_attempt_that_is_forced_to_close_can_no_longer_be_paid_and_the_order_can(
    scene: Scene, finance: Person
) -> None:
    closed = admin(scene, finance, f"{scene.attempt['id']}/force-close").ok()
    again = admin(scene, finance, f"{scene.attempt['id']}/force-close")

    assert (closed["status"], again.body, again.headers["Idempotent-Replayed"]) == ("closed", closed, "true")
    assert admin(scene, finance, f"{scene.attempt['id']}/force-close", key="k2").problem == "invalid_state"
    with pytest.raises(Exception, match="canceled"):
        scene.shop.confirm(scene.attempt)
    forced = told("payment.attempt_force_closed")
    assert [(fact["actor"], "the buyer called" in fact["data"]) for fact in forced] == [(finance.id, True)]
    scene.pay_by_another()
    assert scene.found == ("paid", "closed", 1)


def test_a_buyer_who_was_faster_than_the_force_has_paid(scene: Scene, finance: Person) -> None:
    scene.shop.confirm(scene.attempt)
    assert admin(scene, finance, f"{scene.attempt['id']}/force-close").ok()["status"] == "succeeded"

    assert scene.found == ("paid", "succeeded", 1)
    scene.shop.proof()


def test_what_cannot_be_known_is_not_closed_by_force(scene: Scene, finance: Person) -> None:
    scene.shop.stripe.faults.add("http_500", "payment_intents.cancel", times=9)
    assert admin(scene, finance, f"{scene.attempt['id']}/force-close").problem == "channel_unavailable"
    assert scene.found == ("pending_payment", "pending", 1)


@pytest.mark.parametrize(
    ("arrange", "status", "stock"), [((), "pending_payment", 1), ((Scene.close_in_vain,), "closed", 2)]
)
def test_money_that_is_not_what_was_asked_waits_for_a_person_who_sends_it_back(
    scene: Scene, finance: Person, arrange: tuple[Callable[[Scene], None], ...], status: str, stock: int
) -> None:
    for step in arrange:
        step(scene)
    scene.channel_says(Said.PAID_OTHERWISE)
    [entry] = unmatched(scene, finance)["data"]
    assert (entry["why"], entry["number"], entry["amount"]["amount"]) == ("mismatch", scene.attempt["id"], OTHER)
    assert admin(scene, finance, f"unmatched/{entry['id']}/explain").problem == "invalid_state"
    assert admin(scene, finance, f"{scene.attempt['id']}/return", key="r").status == 202

    assert scene.found == (status, "auto_refunded", stock)
    assert unmatched(scene, finance)["data"] == []
    assert balance("suspense:") == 0
    again = admin(scene, finance, f"{scene.attempt['id']}/return", key="r")
    assert (again.status, again.headers["Idempotent-Replayed"]) == (202, "true")
    assert admin(scene, finance, f"{scene.attempt['id']}/return", key="r2").problem == "invalid_state"
    assert len(told("refund.requested")) == 1
    scene.shop.proof()


def test_a_word_against_what_is_booked_waits_once_and_is_explained(scene: Scene, finance: Person) -> None:
    scene.pay()
    scene.channel_says(Said.PAID_OTHERWISE)
    scene.channel_says(Said.PAID_OTHERWISE)
    [entry] = unmatched(scene, finance)["data"]
    explained = admin(scene, finance, f"unmatched/{entry['id']}/explain").ok()

    assert (entry["why"], explained["status"], explained["ended_by"]) == ("contradiction", "explained", finance.id)
    assert unmatched(scene, finance)["data"] == []
    assert told("payment.unmatched_explained")[0]["actor"] == finance.id
    assert admin(scene, finance, f"{scene.attempt['id']}/return", key="r").problem == "invalid_state"


def test_words_about_unknown_numbers_are_listed_page_by_page_and_told_again_by_the_channel(
    scene: Scene, finance: Person
) -> None:
    for number in ("pay_01KAG0000000000000000000AC", "somebody else's"):
        intent = {"id": "pi_1", "amount_received": 500, "currency": "cny", "metadata": {"attempt_id": number}}
        event = scene.shop.stripe.made_event({"type": "payment_intent.succeeded", "data": {"object": intent}})
        assert [scene.shop.webhook(event).problem for _ in range(2)] == ["not_ready"] * 2
    first = unmatched(scene, finance, "?limit=1")
    second = unmatched(scene, finance, f"?limit=1&cursor={first['next_cursor']}")

    assert [entry["number"] for page in (first, second) for entry in page["data"]] == [
        "somebody else's", "pay_01KAG0000000000000000000AC",
    ]  # fmt: skip
    assert {entry["why"] for page in (first, second) for entry in page["data"]} == {"unknown_number"}
    assert second["next_cursor"] is None


@pytest.mark.parametrize("what", ["{}/force-close", "{}/return", "unmatched/unm_01KAG0000000000000000000AC/explain"])
def test_only_finance_does_any_of_it(scene: Scene, what: str) -> None:
    assert admin(scene, scene.buyer, what.format(scene.attempt["id"])).status == 403
