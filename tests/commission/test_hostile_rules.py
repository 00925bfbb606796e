"""Who may not touch the rules, what is no rule, and operators who are late, doubled or at it together."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from argosy.commission import rulebook
from argosy.kernel.errors import StateConflict
from functions.commission import rules
from tests.commission.deals import NOW, rule
from tests.commission.desk import CREATOR, LIVE, PATH, PLAIN, add, added, book, change, listed, remove
from tests.support.bus import Bus, told
from tests.support.call import Reply, call
from tests.support.people import Person


@pytest.mark.parametrize("role", ["seller", "moderator", "support", "finance", "admin"])
def test_finance_and_admins_write_rules_support_reads_them_and_nobody_else_either(
    join: Callable[..., Person], role: str
) -> None:
    who = join("who", role)
    reads = 200 if role in ("support", "finance", "admin") else 403
    writes = 201 if role in ("finance", "admin") else 403

    assert call(rules, f"GET {PATH}", token=who.token).status == reads
    assert add(who, PLAIN).status == writes
    if writes == 403:
        no_rule = "rul_01J00000000000000000000000"
        assert change(who, no_rule, {}).problem == "forbidden"
        assert remove(who, no_rule).problem == "forbidden"


def test_a_stranger_is_asked_to_sign_in(bus: Bus) -> None:
    assert call(rules, f"GET {PATH}").status == 401


@pytest.mark.parametrize(
    ("wish", "problem"),
    [
        (PLAIN | {"color": 1}, "unknown_field"),
        (PLAIN | {"match": {"color": 1}}, "unknown_field"),
        ({"parts": [CREATOR | {"color": 1}]}, "unknown_field"),
        ({}, "missing_field"),
        ({"parts": [CREATOR] * 21}, "too_many_items"),
        ({"parts": [CREATOR | {"value": "7000"}]}, "invalid_field"),
        ({"parts": [CREATOR | {"value": 7_000.5}]}, "invalid_field"),
        ({"parts": [CREATOR | {"role": "The Creator"}]}, "invalid_field"),
        ({"parts": [CREATOR | {"kind": "percent"}]}, "invalid_field"),
        (PLAIN | {"position": 0}, "invalid_field"),
        (PLAIN | {"match": {"merchant": "ann"}}, "invalid_id"),
        (PLAIN | {"match": {"currency": "XYZ"}}, "invalid_currency"),
        (PLAIN | {"match": {"valid_from": "2026-11-20"}}, "invalid_time"),
        ({"parts": []}, "invalid_split"),
        ({"parts": [CREATOR | {"value": 0}]}, "invalid_split"),
        ({"parts": [CREATOR | {"value": 10**400}]}, "invalid_split"),
        ({"parts": [CREATOR, CREATOR | {"role": "b", "value": 2_501}]}, "invalid_split"),
        ({"parts": [CREATOR | {"value": 0, "tiers": [{"from_minor": 5, "bps": 1}]}]}, "invalid_split"),
    ],
)
def test_a_rule_that_cannot_be_followed_is_refused_and_nothing_is_kept(
    finance: Person, wish: dict[str, Any], problem: str
) -> None:
    refused = add(finance, wish)

    assert (refused.status, refused.problem) == (422, problem)
    assert refused.body["errors"]
    assert book(finance)["version"] == 0


def test_the_second_operator_who_decided_on_the_same_version_is_told_that_it_is_old(
    finance: Person, join: Callable[..., Person]
) -> None:
    (rule_id,) = added(finance, PLAIN)
    seen = {"if-match": '"1"'}
    change(join("admin", "admin"), rule_id, {"position": 1, "base": {"kind": "gross"}}, headers=seen).ok()

    refused = [
        change(finance, rule_id, {"base": {"include_shipping": True}}, headers=seen),
        add(finance, LIVE, key="k2", headers=seen),
        remove(finance, rule_id, headers=seen),
    ]

    assert [(reply.status, reply.problem) for reply in refused] == [(412, "version_conflict")] * 3
    assert (book(finance)["version"], listed(finance)) == (2, [rule_id])


def test_the_first_rule_can_be_saved_on_the_version_of_the_empty_book_only(finance: Person) -> None:
    assert add(finance, PLAIN, headers={"if-match": "1"}).problem == "version_conflict"
    assert add(finance, PLAIN, headers={"if-match": "0"}).status == 201


def test_a_repeated_request_adds_no_second_rule_and_gets_the_first_answer(finance: Person) -> None:
    first = add(finance, PLAIN, headers={"if-match": "0"})
    again = add(finance, PLAIN, headers={"if-match": "0"})

    assert (again.status, again.text, again.headers["Idempotent-Replayed"]) == (201, first.text, "true")
    assert add(finance, LIVE).problem == "idempotency_key_reused"
    assert call(rules, f"POST {PATH}", PLAIN, token=finance.token).problem == "idempotency_key_required"
    assert len(listed(finance)) == len(told("commission.split_rule_changed")) == 1


def test_a_repeated_change_is_done_once(finance: Person) -> None:
    (rule_id,) = added(finance, PLAIN)
    wish = {"timing": "instant"}
    replies = [change(finance, rule_id, wish, key="c1", headers={"if-match": "1"}) for _ in range(2)]

    assert [reply.ok()["version"] for reply in replies] == [2, 2]
    assert book(finance)["version"] == 2


def test_operators_who_save_at_the_same_moment_lose_nothing(finance: Person) -> None:
    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(lambda n: add(finance, PLAIN, key=f"t{n}").status, range(4)))

    assert saved.count(201) == len(listed(finance)) == book(finance)["version"]
    assert set(saved) <= {201, 409}


def test_a_book_that_somebody_else_saved_meanwhile_is_not_written_over(finance: Person) -> None:
    before = rulebook.current()
    (rule_id,) = added(finance, PLAIN)
    with pytest.raises(StateConflict):
        rulebook.keep(*before.add(rule(rule_id="late"), None, by="x", at=NOW))

    assert (book(finance)["version"], listed(finance)) == (1, [rule_id])


def test_rules_that_no_longer_fit_an_item_that_is_read_quickly_are_refused(finance: Person) -> None:
    tiers = [{"from_minor": n, "bps": 1} for n in range(20)]
    parts = [{"role": f"part_{letter}", "party_ref": "seller", "tiers": tiers} for letter in "abcdefg"]
    large = {"match": {"currency": "CNY"}, "parts": parts}
    replies: list[Reply] = []
    while len(replies) < 40 and not (replies and replies[-1].status >= 400):
        replies.append(add(finance, large, key=f"l{len(replies)}"))

    assert replies[-1].problem == "too_many_items"
    assert len(replies) > 10
    assert book(finance)["version"] == len(replies) - 1
