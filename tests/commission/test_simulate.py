"""Trying rules on sales: the same answer that an order would get, and nothing is written."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.commission import simulate
from tests.commission.desk import PATH, added
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person

SELLER = "usr_01J00000000000000000000000"
CREATOR = {"role": "creator", "party_ref": "seller", "value": 7_000}
CHANNEL = {"role": "channel", "party_ref": "promoter", "value": 1_000}


def line(payable_minor: int, **more: Any) -> dict[str, Any]:
    return {"seller_id": SELLER, "list_minor": payable_minor, "payable_minor": payable_minor} | more


def tried(who: Person, *lines: dict[str, Any], **more: Any) -> dict[str, Any]:
    body = {"currency": "CNY", "lines": list(lines)} | more
    return dict(call(simulate, f"POST {PATH}/simulate", body, token=who.token).ok())


def amounts(shown: dict[str, Any]) -> dict[str, int]:
    return {part["role"]: part["amount"]["amount"] for part in shown["parts"]}


def test_without_rules_every_line_falls_under_the_built_in_one(support: Person) -> None:
    coupon = {"funding": [{"party": "platform", "amount_minor": 2_000}], "list_minor": 10_000}
    found = tried(support, line(10_000), line(8_000, **coupon), line(0), currency="JPY")

    assert [shown["rule_id"] for shown in found["lines"]] == ["seed"] * 3
    assert [shown["base"] for shown in found["lines"]] == [
        {"amount": base, "currency": "JPY"} for base in (10_000, 10_000, 0)
    ]
    assert [amounts(shown) for shown in found["lines"]] == [
        {"creator": 7_000, "channel": 1_000, "platform": 2_000},
        {"creator": 7_000, "channel": 1_000, "platform": 2_000},
        {"creator": 0, "channel": 0, "platform": 0},
    ]


def test_each_line_says_which_rule_decides_why_others_do_not_and_which_are_hidden(
    support: Person, finance: Person
) -> None:
    live, every, last = added(
        finance,
        {"match": {"channel": "live"}, "parts": [CREATOR | {"value": 9_000}], "timing": "instant"},
        {"parts": [CREATOR], "timing": "t_plus_n", "days": 3},
        {"match": {"level": "gold"}, "parts": [CREATOR]},
    )
    found = tried(support, line(100, channel="live", level="gold", promoter_ids=[SELLER]), line(100))

    first, second = found["lines"]
    assert (first["rule_id"], first["position"], first["timing"], first["days"]) == (live, 1, "instant", None)
    assert (first["skipped"], first["shadowed"]) == ([], [every, last])
    assert (second["line_no"], second["rule_id"], second["timing"], second["days"]) == (2, every, "t_plus_n", 3)
    assert (second["skipped"], second["shadowed"]) == ([{"rule_id": live, "why": "channel"}], [])
    assert (found["version"], found["warnings"]) == (3, [{"rule_id": last, "hidden_by": every}])


def test_a_draft_is_tried_at_its_position_and_nothing_is_written(support: Person, finance: Person) -> None:
    (every,) = added(finance, {"parts": [CREATOR]})
    draft = {"match": {"channel": "live"}, "parts": [CHANNEL], "position": 1}
    before = [row for row in rows() if row["pk"].startswith("SPLITRULES")]
    found = tried(support, line(100, channel="live", promoter_ids=[SELLER]), draft=draft)

    assert (found["lines"][0]["rule_id"], found["lines"][0]["shadowed"]) == ("draft", [every])
    assert found["lines"][0]["parts"][0]["party"] == f"channel:{SELLER}"
    assert tried(support, line(100, channel="live"), draft=draft | {"position": 2})["warnings"] == [
        {"rule_id": "draft", "hidden_by": every}
    ]
    assert [row for row in rows() if row["pk"].startswith("SPLITRULES")] == before


def test_a_rule_can_be_tried_at_another_time_than_now(support: Person) -> None:
    draft = {"match": {"valid_from": "2027-01-01T00:00:00Z"}, "parts": [CREATOR]}

    now, then = (tried(support, line(1), draft=draft, **at) for at in ({}, {"at": "2027-01-01T00:00:00Z"}))

    assert now["lines"][0]["skipped"] == [{"rule_id": "draft", "why": "valid_from"}]
    assert then["lines"][0]["rule_id"] == "draft"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"lines": [line(1)]}, "missing_field"),
        ({"currency": "CNY", "lines": []}, "invalid_field"),
        ({"currency": "CNY", "lines": [line(1)] * 41}, "too_many_items"),
        ({"currency": "CNY", "lines": [line(-1)]}, "invalid_field"),
        ({"currency": "CNY", "lines": [line(1, promoter_ids=[SELLER] * 3)]}, "too_many_items"),
        ({"currency": "CNY", "lines": [line(1, color=1)]}, "unknown_field"),
        ({"currency": "CNY", "lines": [line(1)], "draft": {"parts": []}}, "invalid_split"),
    ],
)
def test_what_cannot_be_tried_is_refused(support: Person, body: dict[str, Any], problem: str) -> None:
    refused = call(simulate, f"POST {PATH}/simulate", body, token=support.token)

    assert (refused.status, refused.problem) == (422, problem)


def test_who_may_not_read_rules_may_not_try_them(bus: Bus, join: Callable[..., Person]) -> None:
    body = {"currency": "CNY", "lines": [line(1)]}

    assert call(simulate, f"POST {PATH}/simulate", body, token=join("ann", "seller").token).status == 403
    assert call(simulate, f"POST {PATH}/simulate", body).status == 401
