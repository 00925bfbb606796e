"""How a party is settled is agreed with finance, counts from the next period on, and leaves a fact of the change."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.conftest import Clock
from tests.settlement.world import again, agree, brief, moved, party, woken
from tests.support.bus import told
from tests.support.call import call
from tests.support.people import Person

Join = Callable[..., Person]


def shown(reader: Person, of: Person) -> dict[str, Any]:
    path = f"GET /v1/admin/settlement-agreements/{party(of)}"
    found: dict[str, Any] = call("settlement.agreements", path, token=again(reader).token).ok()
    return found


def test_with_whom_nothing_was_agreed_is_settled_daily_without_a_reserve_and_paid_when_they_ask(seller: Person) -> None:
    mine = call("settlement.agreements", "GET /v1/settlement-agreement", token=seller.token).ok()

    assert mine == {
        "party": party(seller),
        "zone": "UTC",
        "terms": {
            "cycle": "t1", "slot_minutes": 30, "slots_per_day": 24, "hold_days": 0, "reserve_bps": 0, "reserve_days": 0,
            "min_amounts": [], "auto_payout": False, "statement_email": None,
        },
        "coming": None,
        "coming_from": None,
        "version": 0,
    }  # fmt: skip


def test_a_change_counts_from_the_end_of_the_present_period_on_and_not_before(
    seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, cycle="weekly").ok()
    changed = shown(finance, seller)

    assert (changed["terms"]["cycle"], changed["coming"]["cycle"]) == ("t1", "weekly")
    assert changed["coming_from"] == "2026-11-21T00:00:00Z"
    time.forward(days=1)
    now = shown(finance, seller)
    assert (now["terms"]["cycle"], now["coming"]) == ("weekly", None)


def test_the_last_period_under_the_old_terms_is_closed_under_them_and_the_first_under_the_new_ones_follows(
    seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, cycle="monthly").ok()  # on Friday the 20th: that day is the last of its kind
    moved(seller, 100)
    time.now = datetime(2026, 11, 25, 1, tzinfo=UTC)
    moved(seller, 20)
    woken()
    assert brief(seller) == [("2026-11-20", 100, "closed")]

    time.now = datetime(2026, 12, 1, 1, tzinfo=UTC)
    woken()
    assert brief(seller) == [("2026-11", 20, "closed"), ("2026-11-20", 100, "closed")]


def test_every_change_tells_who_made_it_and_what_it_was_before_and_the_address_only_in_part(
    seller: Person, finance: Person, time: Clock
) -> None:
    agree(finance, seller, hold_days=3, statement_email="Books@Example.com").ok()
    agree(finance, seller, hold_days=3, statement_email="books@example.com").ok()  # the same again changes nothing
    agree(finance, seller, hold_days=5).ok()

    facts = told("settlement.agreement_changed")
    said = [json.loads(fact["data"]) for fact in facts]
    assert [fact["actor"] for fact in facts] == [finance.id] * 2
    assert [(one["before"]["hold_days"], one["after"]["hold_days"]) for one in said] == [(0, 3), (3, 5)]
    assert said[0]["after"]["statement_email"] == "b***@example.com"
    assert "books@example.com" not in json.dumps(facts)


def test_a_change_of_a_version_that_is_no_longer_the_present_one_is_refused(seller: Person, finance: Person) -> None:
    agree(finance, seller, hold_days=1).ok()
    path = f"PUT /v1/admin/settlement-agreements/{party(seller)}"
    stale = call("settlement.agreements", path, {"cycle": "t1"}, token=again(finance).token, headers={"if-match": "0"})

    assert (stale.status, stale.problem) == (412, "version_conflict")


@pytest.mark.parametrize(
    ("terms", "code"),
    [
        ({"cycle": "yearly"}, "invalid_field"),
        ({"slot_minutes": 7}, "invalid_field"),
        ({"reserve_bps": 10_001, "reserve_days": 1}, "invalid_field"),
        ({"reserve_bps": 100}, "invalid_reserve"),
        ({"hold_days": -1}, "invalid_field"),
        ({"min_amounts": [{"amount": 1, "currency": "CNY"}, {"amount": 2, "currency": "CNY"}]}, "same_entry"),
        ({"min_amounts": [{"amount": 0, "currency": "CNY"}]}, "invalid_amount"),
        ({"statement_email": "nobody"}, "invalid_email"),
        ({"zone": "UTC"}, "unknown_field"),
    ],
)
def test_terms_that_cannot_be_kept_are_refused(
    seller: Person, finance: Person, terms: dict[str, Any], code: str
) -> None:
    reply = agree(finance, seller, **terms)

    assert (reply.status, reply.problem) == (422, code)
    assert not told("settlement.agreement_changed")


def test_finance_agrees_support_reads_the_party_sees_its_own_and_nobody_else_anything(
    seller: Person, finance: Person, join: Join
) -> None:
    support, other = join("sue", "support"), join("other", "seller")
    path = f"/v1/admin/settlement-agreements/{party(seller)}"

    assert shown(support, seller)["party"] == party(seller)
    for person in (support, other, seller):
        assert call("settlement.agreements", f"PUT {path}", {"cycle": "t0"}, token=person.token).status == 403
    assert call("settlement.agreements", f"GET {path}", token=other.token).status == 403
    own = f"GET /v1/settlement-agreement?party={party(seller)}"
    assert call("settlement.agreements", own, token=seller.token).ok()["party"] == party(seller)
    assert call("settlement.agreements", own, token=other.token).status == 404
    assert (
        call("settlement.agreements", "GET /v1/admin/settlement-agreements/nobody", token=finance.token).status == 400
    )
