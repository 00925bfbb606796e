"""What keeps a payout from leaving: each reason is shown with what to do, and ends where it should."""

import json
from collections.abc import Callable

import pytest

from argosy.kernel import settings
from argosy.kernel.errors import StateConflict
from argosy.kernel.write import Part, Write
from argosy.payouts import identities, known, methods, parties, payouts
from tests.payouts.world import ACCOUNT, DOLLAR, Payouts
from tests.support.bus import told
from tests.support.call import call
from tests.support.people import Person


def held(world: Payouts) -> list[str]:
    return [json.loads(row["data"])["code"] for row in told("payout.held")]


def test_a_new_bank_account_is_paid_after_a_day_and_by_itself(world: Payouts) -> None:
    ann = world.join("ann")
    world.fund(ann, 10_000)
    world.methods[ann.id] = world.add(ann).ok()["id"]
    payout_id = world.asked(ann, 1_000)
    shown = world.show(ann, payout_id)

    assert (shown["status"], shown["hold"]["code"]) == ("risk_review", "method_cooling_off")
    assert "it goes on by itself after 2026-11-21 04:08 UTC" in shown["hold"]["next_action"]
    assert shown["hold"]["until"].startswith("2026-11-21T04:08:")
    assert world.decide(world.finance(), "approve", payout_id).ok()["hold"]["code"] == "method_cooling_off"
    world.time.forward(hours=23)
    world.drain()
    assert world.state(ann, payout_id) == ("risk_review", "method_cooling_off")
    world.time.forward(hours=2)
    world.drain()
    assert world.state(ann, payout_id) == ("in_transit", None)
    assert held(world) == ["method_cooling_off"]


def test_who_owes_asks_for_nothing_and_what_was_asked_before_waits(world: Payouts) -> None:
    ann, fay = world.payee("ann", 10_000), world.finance()
    party = f"creator:{ann.id}"
    world.call(fay, "payees", f"POST /v1/admin/payees/{party}/hold", {"reason": "open dispute"}).ok()
    payout_id = world.asked(ann, 1_000)
    world.owe(ann, 300)

    refused = world.ask(ann, 1_000)
    assert (refused.status, refused.problem) == (409, "receivable")
    assert "CNY 3.00" in refused.body["detail"]
    world.call(fay, "payees", f"POST /v1/admin/payees/{party}/release", {"reason": "open dispute"}).ok()
    assert world.state(ann, payout_id) == ("risk_review", "receivable")
    assert world.decide(fay, "approve", payout_id).ok()["status"] == "risk_review"
    world.repay(ann)
    world.time.forward(days=1, minutes=1)
    world.drain()
    assert world.state(ann, payout_id) == ("in_transit", None)


def test_a_party_is_held_for_every_reason_until_the_last_is_gone(world: Payouts) -> None:
    ann, fay = world.payee("ann", 10_000), world.finance()
    party = f"creator:{ann.id}"
    for reason in ("open dispute", "case of risk"):
        world.call(fay, "payees", f"POST /v1/admin/payees/{party}/hold", {"reason": reason}).ok()
    payout_id = world.asked(ann, 1_000)
    hold = world.show(ann, payout_id)["hold"]

    assert (hold["code"], hold["reason"]) == ("party_held", "Your payouts are paused: case of risk, open dispute.")
    assert world.decide(fay, "approve", payout_id).ok()["status"] == "risk_review"
    world.call(fay, "payees", f"POST /v1/admin/payees/{party}/release", {"reason": "open dispute"}).ok()
    assert world.state(ann, payout_id) == ("risk_review", "party_held")
    world.call(fay, "payees", f"POST /v1/admin/payees/{party}/release", {"reason": "case of risk"}).ok()
    assert world.state(ann, payout_id) == ("in_transit", None)
    assert held(world) == ["party_held"]


def test_above_the_limit_for_strangers_the_identity_is_verified_first(world: Payouts) -> None:
    ann, fay = world.payee("ann", 3_000 * DOLLAR), world.finance()
    first = world.asked(ann, 400 * DOLLAR)
    world.bank_says("paid")
    world.hear()
    second = world.asked(ann, 1_700 * DOLLAR)

    assert (world.state(ann, first)[0], world.state(ann, second)) == ("paid", ("kyc_review", "kyc_required"))
    assert world.decide(fay, "approve", second).ok()["hold"]["code"] == "kyc_required"
    world.call(fay, "payees", f"PUT /v1/admin/identities/{ann.id}", {"name": "LEE, Ánn"}).ok()
    assert world.state(ann, second) == ("in_transit", None)


def test_a_verified_person_is_paid_under_their_own_name_only(world: Payouts) -> None:
    ann, fay = world.payee("ann", 10_000), world.finance()
    world.call(fay, "payees", f"PUT /v1/admin/identities/{ann.id}", {"name": "Bo Wang"}).ok()
    payout_id = world.asked(ann, 1_000)

    assert world.state(ann, payout_id) == ("kyc_review", "payee_name_differs")


def test_an_identity_that_is_revoked_while_a_payout_is_held_keeps_it_held(world: Payouts) -> None:
    ann, fay = world.payee("ann", 3_000 * DOLLAR), world.finance()
    world.call(fay, "payees", f"PUT /v1/admin/identities/{ann.id}", {"name": "Ann Lee"}).ok()
    payout_id = world.asked(ann, 2_500 * DOLLAR)
    assert world.state(ann, payout_id) == ("risk_review", "first_payout")

    world.call(fay, "payees", f"DELETE /v1/admin/identities/{ann.id}").ok()
    assert world.decide(fay, "approve", payout_id).ok()["hold"]["code"] == "kyc_required"
    world.time.forward(days=1, minutes=1)
    world.drain()
    assert world.state(ann, payout_id) == ("kyc_review", "kyc_required")
    assert world.bank.transfers == []


def test_a_first_payout_that_is_not_small_is_looked_at_and_the_next_is_not(world: Payouts) -> None:
    ann, fay = world.payee("ann", 3_000 * DOLLAR), world.finance()
    first = world.asked(ann, 501 * DOLLAR)
    assert world.state(ann, first) == ("risk_review", "first_payout")
    assert world.decide(fay, "approve", first).ok()["status"] == "approved"
    world.bank_says("paid")
    world.hear()

    assert world.state(ann, world.asked(ann, 501 * DOLLAR)) == ("in_transit", None)


def test_unusually_many_payouts_in_a_day_are_looked_at(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    states = [world.state(ann, world.asked(ann, 100)) for _ in range(6)]

    assert states == [("in_transit", None)] * 5 + [("risk_review", "too_many_payouts")]
    world.time.forward(days=1)
    assert world.state(ann, world.asked(ann, 100)) == ("in_transit", None)


@pytest.mark.parametrize(("zone", "after_twelve_hours"), [("UTC", 409), ("Asia/Shanghai", 201)])
def test_no_more_leaves_in_a_day_of_the_platforms_zone_than_may(
    world: Payouts, zone: str, after_twelve_hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZONE", zone)
    monkeypatch.setenv("PAYOUT_POLICY", '{"most_cents_per_day": 10000}')
    settings.settings.cache_clear()
    ann = world.payee("ann", 300 * DOLLAR)
    assert f"{world.time.now:%H:%M}" == "05:08"
    world.asked(ann, 60 * DOLLAR)
    refused = world.ask(ann, 41 * DOLLAR)

    assert (refused.status, refused.problem) == (409, "limit_exceeded")
    assert world.ask(ann, 40 * DOLLAR).status == 201
    world.time.forward(hours=12)
    assert world.ask(ann, 100 * DOLLAR).status == after_twelve_hours


@pytest.mark.parametrize("end", ["failed", "cancelled"])
def test_what_did_not_leave_counts_in_no_limit(world: Payouts, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYOUT_POLICY", '{"most_cents_per_day": 10000, "largest_first_cents": 6000}')
    settings.settings.cache_clear()
    ann = world.payee("ann", 300 * DOLLAR)
    if end == "failed":
        world.asked(ann, 60 * DOLLAR)
        world.bank_says("failed")
        world.hear()
    else:
        payout_id = world.asked(ann, 61 * DOLLAR)
        world.call(ann, "payout", f"POST /v1/payouts/{payout_id}/cancel").ok()

    assert world.ask(ann, 100 * DOLLAR).status == 201


def test_no_more_leaves_in_a_month_than_may(world: Payouts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAYOUT_POLICY", '{"most_cents_per_month": 10000}')
    settings.settings.cache_clear()
    ann = world.payee("ann", 300 * DOLLAR)
    world.asked(ann, 90 * DOLLAR)
    world.time.forward(days=2)

    assert world.ask(ann, 11 * DOLLAR).problem == "limit_exceeded"
    assert world.ask(ann, 101 * DOLLAR).problem == "limit_exceeded"
    world.time.forward(days=30)
    assert world.ask(ann, 90 * DOLLAR).status == 201


def test_what_is_held_says_why_and_what_to_do_in_the_readers_language(world: Payouts) -> None:
    ann = world.payee("ann", 3_000 * DOLLAR)
    world.asked(ann, 501 * DOLLAR)
    chinese = {"accept-language": "zh-CN"}
    (shown,) = call("payouts.payout", "GET /v1/payouts", token=world.token(ann), headers=chinese).ok()["data"]

    assert shown["hold"] == {
        "code": "first_payout",
        "reason": "这是您的首笔大额提现。",
        "next_action": "无需操作，正在人工审核。",
        "until": None,
    }


def test_an_account_that_is_removed_before_the_payout_leaves_holds_it(world: Payouts) -> None:
    ann, fay = world.payee("ann", 3_000 * DOLLAR), world.finance()
    payout_id = world.asked(ann, 501 * DOLLAR)
    world.call(ann, "methods", f"DELETE /v1/payout-methods/{world.methods[ann.id]}").ok()

    assert world.decide(fay, "approve", payout_id).ok()["hold"]["code"] == "no_payout_method"
    assert world.add(ann, ACCOUNT).status == 201
    assert world.state(ann, payout_id) == ("kyc_review", "no_payout_method")
    assert world.call(ann, "payout", f"POST /v1/payouts/{payout_id}/cancel").ok()["status"] == "cancelled"
    assert world.wallet(ann) == (3_000 * DOLLAR, 0)


Change = Callable[[Person, Payouts], Part | None]


@pytest.mark.parametrize(
    "change",
    [
        lambda ann, world: parties.hold_party(f"creator:{ann.id}", "open dispute"),
        lambda ann, world: identities.revoked(ann.id),
        lambda ann, world: world.owe(ann, 100),
        lambda ann, world: methods.remove(methods.get(ann.id, world.methods[ann.id]), world.time.now),
    ],
    ids=["party held", "identity revoked", "debt", "account removed"],
)
def test_a_decision_by_what_changed_meanwhile_is_not_saved(world: Payouts, change: Change) -> None:
    ann = world.payee("ann", 10_000)
    payout = payouts.get(world.asked(ann, 1_000))
    found = known.read(payout, world.time.now)
    Write().add(*found.unchanged).commit()
    part = change(ann, world)
    if part is not None:
        Write().add(part).commit()

    with pytest.raises(StateConflict):
        Write().add(*found.unchanged).commit()
    world.repay(ann)
