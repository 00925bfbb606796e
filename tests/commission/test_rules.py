"""Operators keep the rules: who may, what is refused, what is told, and that no change is lost or done twice."""

from collections.abc import Callable

from argosy.commission import rulebook
from argosy.commission.items import COPIES
from argosy.kernel import trace
from events.commission import SplitRuleChanged
from functions.commission import rules
from tests.commission.desk import CREATOR, LIVE, PATH, PLAIN, add, added, book, change, listed, remove
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person


def test_without_a_rule_only_the_built_in_one_is_there(finance: Person) -> None:
    found = book(finance)

    assert (found["version"], found["data"], found["saved_by"], found["saved_at"]) == (0, [], None, None)
    shown = {part["role"]: part["value"] for part in found["fallback"]["parts"]}
    assert (shown, found["fallback"]["residual_role"]) == ({"creator": 7_000, "channel": 1_000}, "platform")
    assert book(finance, "?version=0") == found


def test_a_saved_rule_is_shown_as_it_was_written_and_read_by_the_next_checkout(finance: Person) -> None:
    wish = {
        "match": {"channel": "live", "currency": "CNY", "price_band": {"from_minor": 100, "to_minor": 900},
                  "valid_from": "2026-11-20T12:00:00+08:00"},
        "base": {"kind": "gross", "include_shipping": True},
        "parts": [CREATOR, {"role": "fee", "party_ref": "affiliate:acme", "kind": "fixed_per_unit", "value": 5}],
        "timing": "t_plus_n",
        "days": 7,
    }  # fmt: skip
    reply = add(finance, wish)

    shown = reply.body["rule"]
    assert (reply.status, reply.body["version"], shown["position"]) == (201, 1, 1)
    assert shown["match"]["valid_from"] == "2026-11-20T04:00:00Z"
    assert shown["base"] == {"kind": "gross", "include_shipping": True, "coupon_treatment": "by_funding_party"}
    assert (shown["timing"], shown["days"], shown["parts"][1]["kind"]) == ("t_plus_n", 7, "fixed_per_unit")
    assert call(rules, f"GET {reply.headers['Location']}", token=finance.token).body == reply.body
    assert rulebook.current().rule(shown["rule_id"]).days == 7


def test_rules_are_listed_in_the_order_in_which_they_are_asked_and_hidden_ones_are_named(finance: Person) -> None:
    live, gold = added(finance, LIVE, PLAIN | {"match": {"level": "gold"}})
    saved = add(finance, PLAIN | {"position": 2}, key="all").ok()
    every = saved["rule"]["rule_id"]

    assert listed(finance) == [live, every, gold]
    assert saved["warnings"] == [{"rule_id": gold, "hidden_by": every}]
    assert book(finance)["warnings"] == saved["warnings"]


def test_a_moved_rule_is_asked_in_its_new_place_and_a_changed_one_keeps_its_own(finance: Person) -> None:
    first, second, third = added(finance, LIVE, PLAIN | {"match": {"level": "gold"}}, PLAIN)

    assert change(finance, third, {"position": 1}).ok()["rule"]["position"] == 1
    assert listed(finance) == [third, first, second]
    after = change(finance, first, {"parts": [CREATOR | {"value": 1}]}).ok()["rule"]
    assert (after["position"], after["parts"][0]["value"], after["match"]["channel"]) == (2, 1, "live")


def test_a_field_that_is_sent_as_null_is_cleared_where_it_may_be_and_refused_where_not(finance: Person) -> None:
    (rule_id,) = added(finance, PLAIN | {"timing": "t_plus_n", "days": 3})

    assert change(finance, rule_id, {"timing": "instant"}).problem == "invalid_split"
    assert change(finance, rule_id, {"timing": "instant", "days": None}).ok()["rule"]["days"] is None
    assert change(finance, rule_id, {"parts": None}).problem == "invalid_field"


def test_a_change_that_changes_nothing_makes_no_version_and_tells_nobody(finance: Person) -> None:
    (rule_id,) = added(finance, LIVE)

    assert change(finance, rule_id, {"position": 1, "match": {"channel": "live"}}).ok()["version"] == 1
    assert change(finance, rule_id, {}).ok()["version"] == 1
    assert len(told("commission.split_rule_changed")) == 1


def test_a_removed_rule_is_gone_from_now_and_still_there_in_the_version_that_had_it(finance: Person) -> None:
    first, second = added(finance, LIVE, PLAIN)

    assert remove(finance, first).status == 204
    assert listed(finance) == [second]
    assert listed(finance, "?version=1") == [first]
    assert listed(finance, "?version=2") == [first, second]
    assert book(finance, "?version=2")["saved_by"] == finance.id
    assert call(rules, f"GET {PATH}/{first}", token=finance.token).problem == "not_found"
    assert remove(finance, first).problem == "not_found"
    assert call(rules, f"GET {PATH}?version=4", token=finance.token).problem == "not_found"


def test_every_change_tells_one_fact_with_who_and_what_before_and_after(
    finance: Person, join: Callable[..., Person]
) -> None:
    admin = join("admin", "admin")
    (rule_id,) = added(finance, PLAIN)
    change(admin, rule_id, {"parts": [CREATOR | {"value": 8_000}]}).ok()
    remove(finance, rule_id).ok()

    facts = told("commission.split_rule_changed")
    bodies = [SplitRuleChanged.model_validate_json(fact["data"]) for fact in facts]
    assert [fact["actor"] for fact in facts] == [finance.id, admin.id, finance.id]
    assert [body.book_version for body in bodies] == [1, 2, 3]
    values = [[side and side["parts"][0]["value"] for side in (body.before, body.after)] for body in bodies]
    assert values == [[None, 7_500], [7_500, 8_000], [8_000, None]]
    assert {body.rule_id for body in bodies} == {rule_id}


def test_every_copy_is_the_same_book_whichever_a_request_reads(finance: Person) -> None:
    rule_ids = added(finance, LIVE, PLAIN)
    seen = set()
    for number in range(200):
        trace.begin(trace.Trace(trace_id=f"request-{number}"))
        current = rulebook.current()
        seen.add((current.version, tuple(rule.rule_id for rule in current.rules)))

    assert seen == {(2, tuple(rule_ids))}
    copies = [row for row in rows() if row["kind"] == "rule_book"]
    assert len(copies) == COPIES
    assert len({row["rules"] for row in copies}) == 1
