"""`./argosy fuzz` puts what is really there into what was made up, and counts what was answered."""

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from local.fuzz.caller import Caller
from local.fuzz.environment import LOCK
from local.fuzz.known import Known
from local.fuzz.tally import Tally
from local.home import ROOT

ORDER, OTHER = "ord_01ARZ3NDEKTSV4RRFFQ69G5FAV", "ord_7ZZZZZZZZZZZZZZZZZZZZZZZZZ"
ME, BO = "usr_01ARZ3NDEKTSV4RRFFQ69G5FAV", "usr_01BX5ZZKBKACTAV9WEVGEMMVRZ"


def known(*answers: Any) -> Known:
    """It always gives a real value where it has one."""
    made = Known(chance=1.0)
    for answer in answers:
        made.learn(answer)
    return made


def caller(knowing: Known, wishes: dict[str, Any] | None = None) -> Caller:
    forever = float("inf")
    who = ("a@b.example", "secret", [ME])
    return Caller("http://127.0.0.1:9", None, *who, wishes or {}, knowing, _token="mine", _until=forever)


def request(path: str, **parts: Any) -> SimpleNamespace:
    return SimpleNamespace(
        path=path,
        media_type="application/json",
        **{"path_parameters": {}, "query": {}, "headers": {}, "body": None} | parts,
    )


def test_a_made_up_id_becomes_one_that_is_there_so_that_the_rules_behind_it_are_asked() -> None:
    case = request("/v1/orders/{order_id}", path_parameters={"order_id": OTHER}, body={"lines": [{"order_id": OTHER}]})

    caller(known({"data": [{"id": ORDER}]})).dress("orders_orders_show", ["order_id"], case, freely=False)
    assert case.path_parameters == {"order_id": ORDER}
    assert case.body == {"lines": [{"order_id": ORDER}]}


def test_a_value_of_another_type_stays_so_that_what_is_wrong_is_sent_too() -> None:
    real = known({"asset": "CNY", "quantity": 2})

    assert real.like("", {"asset": 7, "quantity": "2", "rest": None}) == {"asset": 7, "quantity": "2", "rest": None}
    assert real.like("", {"asset": "?", "quantity": 9}) == {"asset": "CNY", "quantity": 2}


def test_what_belongs_together_is_taken_from_one_thing() -> None:
    quotes = [
        {"quote_id": ORDER.replace("ord", "quo"), "hash": "0a"},
        {"quote_id": OTHER.replace("ord", "quo"), "hash": "ff"},
    ]
    real = known(*quotes)

    assert all(real.like("", {"quote_id": "?", "hash": "?"}) in quotes for _ in range(50))


def test_what_is_made_up_to_show_one_thing_keeps_all_but_its_ids() -> None:
    case = request("/v1/tips", body={"user_id": BO, "amount": -1})

    caller(known({"user_id": ME, "amount": 5})).dress("orders_tip_tip", [], case, freely=False)
    assert case.body == {"user_id": ME, "amount": -1}


def test_those_who_fuzz_keep_their_roles_and_the_run_its_meaning() -> None:
    path, made_up = "/v1/admin/users/{user_id}/roles/{role}", {"user_id": BO, "role": "admin"}
    case = request(path, path_parameters=made_up)

    caller(known({"id": ME})).dress("identity_admin_users_withdraw", [], case, freely=False)
    assert case.path_parameters == made_up


def test_a_key_is_sent_only_where_the_document_has_one() -> None:
    cases = [request("/v1/orders") for _ in range(200)]
    for case in cases[:100]:
        caller(known()).dress("orders_checkout_place", ["Idempotency-Key"], case, freely=False)
    for case in cases[100:]:
        caller(known()).dress("content_read_one", [], case, freely=False)

    keys = [case.headers.get("Idempotency-Key") for case in cases]
    assert set(keys[100:]) == {None}
    assert len(set(keys[:100]) - {None}) > 50


def test_half_of_what_is_made_up_freely_is_well_made_so_that_it_passes_the_first_look() -> None:
    tip = {"orders_tip_tip": {"user_id": BO, "amount": 5}}
    cases = [request("/v1/tips", body={"user_id": "?", "amount": -1}) for _ in range(200)]
    for case in cases:
        caller(known(), tip).dress("orders_tip_tip", [], case, freely=True)

    bodies = [case.body for case in cases]
    assert 0 < bodies.count(tip["orders_tip_tip"]) < len(cases)
    assert {"user_id": "?", "amount": -1} in bodies
    assert {"user_id": BO, "amount": -1} in bodies


def test_what_the_edge_does_not_carry_is_cut_for_its_refusal_is_none_of_the_api() -> None:
    long, short = "🦀" * 5_000, "a" * 7_900
    (cut, whole) = cases = [request("/v1/search", query={"q": "tea", "cursor": cursor}) for cursor in (long, short)]
    for case in cases:
        caller(known()).dress("search_search_search", [], case, freely=False)

    assert cut.query == {"q": "tea", "cursor": "🦀" * 100}
    assert whole.query == {"q": "tea", "cursor": short}


def test_answers_are_counted_for_the_context_that_gave_them(tmp_path: Path) -> None:
    rows = [("after_sales_cases_show", 200), ("after_sales_cases_show", 404), ("orders_tip_tip", 503)]
    counted = tmp_path / "counted.jsonl"
    counted.write_text("".join(json.dumps({"operation": name, "status": status}) + "\n" for name, status in rows))
    tally = Tally()
    tally.read("member", counted, ["after", "after_sales", "orders"])

    assert [line.split() for line in tally.table().splitlines()[1:]] == [
        ["after_sales", "member", "1", "2", "200:1", "404:1"],
        ["orders", "member", "1", "1", "503:1"],
        ["in", "all", "2", "3", "200:1", "404:1", "503:1"],
    ]
    assert tally.failed() == 1


def test_what_schemathesis_loads_needs_nothing_that_its_environment_lacks() -> None:
    bare = [sys.executable, "-S", "-c", "import local.fuzz.caller, local.fuzz.known"]
    assert subprocess.run(bare, cwd=ROOT, check=False).returncode == 0


def test_its_lock_is_of_the_version_that_is_wanted() -> None:
    (wanted,) = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]["fuzz"]
    assert f"\n{wanted} \\\n" in LOCK.read_text()
