"""Strangers see nothing, hostile bodies and ids do nothing, and a repeated request is answered and not done again."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.after_sales.world import PRICE, Desk
from tests.support.bus import told
from tests.support.call import call
from tests.support.people import Person

LISTS = {"buyer": "/v1/me/after-sales", "seller": "/v1/merchant/after-sales"}
UNKNOWN = "afs_01KAG0000000000000000000AC"
AMOUNT = {"amount": 1, "currency": "CNY"}
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "kind": ({"kind": "gift"}, "invalid_field"),
    "kind that is none": ({"kind": None}, "invalid_field"),
    "no piece": ({"quantity": 0}, "invalid_quantity"),
    "less than none": ({"quantity": -1}, "invalid_quantity"),
    "part of a piece": ({"quantity": 1.5}, "invalid_quantity"),
    "true": ({"quantity": True}, "invalid_quantity"),
    "nothing": ({"reason": " "}, "invalid_field"),
    "too long": ({"reason": "x" * 1_001}, "invalid_field"),
    "card": ({"reason": "4242 4242 4242 4242"}, "card_data_not_accepted"),
    "status": ({"status": "done"}, "unknown_field"),
    "below zero": ({"amount": {"amount": -1, "currency": "CNY"}}, "invalid_amount"),
    "no currency": ({"amount": {"amount": 1, "currency": "XXX"}}, "invalid_currency"),
    "another currency": ({"amount": {"amount": 1, "currency": "USD"}}, "invalid_currency"),
    "more than it is worth": ({"amount": {"amount": PRICE + 1, "currency": "CNY"}}, "refund_exceeds_paid"),
    "money for a repair": ({"kind": "repair", "amount": AMOUNT}, "invalid_amount"),
    "unsent exchange": ({"kind": "exchange", "shipped": False}, "invalid_shipped"),
    "no such line": ({"line_no": 9}, "not_found"),
}


@pytest.fixture
def case(desk: Desk) -> str:
    return desk.ask("refund_only")


def test_a_wish_that_cannot_be_is_refused_by_its_name_and_leaves_nothing(desk: Desk) -> None:
    wish = {"kind": "refund_only", "line_no": 1, "quantity": 1, "reason": "Dark."}
    path = f"POST /v1/orders/{desk.order}/after-sales"
    said = {
        name: call("after_sales.apply", path, wish | bad, token=desk.buyer.token, key=name).problem
        for name, (bad, _) in BAD.items()
    }

    assert said == {name: code for name, (_, code) in BAD.items()}
    assert told("after_sale.applied") == []


@pytest.mark.parametrize(
    ("deed", "body"),
    [
        ("reject", {}), ("reject", {"reason": ""}), ("agree", {"return_address": "x" * 301}), ("agree", {"amount": 1}),
        ("ship-back", {"carrier": "SF"}), ("inspect", {"passed": False}), ("inspect", {"passed": "yes"}),
        ("inspect", {"passed": False, "note": "no", "fit_quantity": 1}), ("escalate", {}), ("evidence", {"text": 1}),
    ],
    ids=str,
)  # fmt: skip
def test_a_body_that_is_not_the_deeds_is_refused(desk: Desk, case: str, deed: str, body: Any) -> None:
    assert desk.act(desk.seller, case, deed, body).status == 422


@pytest.mark.parametrize(
    "wish", [{"ruling": "split"}, {"ruling": "buyer", "amount": AMOUNT}, {"ruling": "me"}], ids=str
)
def test_a_ruling_that_says_too_much_or_too_little_is_refused(desk: Desk, case: str, wish: dict[str, Any]) -> None:
    assert desk.act(desk.support, case, "ruling", {"reason": "So.", **wish}).status == 422


@pytest.mark.parametrize(
    "hostile", ["afs_1", "afs_01KAG0000000000000000000a1", "rfd_01KAG0000000000000000000AC", "%23", "a%2Fb"]
)
def test_an_id_that_is_none_comes_near_no_key(desk: Desk, hostile: str) -> None:
    reply = call("after_sales.cases", f"GET /v1/after-sales/{hostile}", token=desk.buyer.token)

    assert (reply.status, reply.problem) == (400, "invalid_id")
    assert desk.act(desk.seller, hostile, "agree").problem == "invalid_id"


def test_a_case_is_seen_by_its_buyer_its_seller_and_the_staff_and_by_nobody_else(
    desk: Desk, case: str, join: Callable[..., Person]
) -> None:
    eve, rob, mod = join("eve"), join("rob", "seller"), join("mod", "moderator")
    seen = {
        who: call("after_sales.cases", f"GET /v1/after-sales/{case}", token=who.token).status
        for who in (desk.buyer, desk.seller, desk.support, eve, rob, mod)
    }

    assert list(seen.values()) == [200, 200, 200, 404, 404, 404]
    assert call("after_sales.cases", f"GET /v1/after-sales/{UNKNOWN}", token=desk.support.token).status == 404
    assert call("after_sales.cases", f"GET /v1/after-sales/{case}").status == 401
    assert desk.try_ask("refund_only", who=eve).status == desk.try_ask("refund_only", who=desk.seller).status == 404


def test_lists_hold_what_is_ones_own_newest_first(desk: Desk, case: str, join: Callable[..., Person]) -> None:
    newer = desk.ask("refund_only")
    for who in ("buyer", "seller"):
        token = getattr(desk, who).token
        first = call("after_sales.cases", f"GET {LISTS[who]}?limit=1", token=token).ok()
        rest = call("after_sales.cases", f"GET {LISTS[who]}?cursor={first['next_cursor']}", token=token).ok()
        assert [each["id"] for each in (*first["data"], *rest["data"])] == [newer, case]

    rob = join("rob", "seller")
    assert [call("after_sales.cases", f"GET {path}", token=rob.token).ok()["data"] for path in LISTS.values()] == [
        [],
        [],
    ]
    assert call("after_sales.cases", f"GET {LISTS['seller']}", token=desk.buyer.token).status == 403


def test_a_key_repeats_the_answer_and_not_the_deed(desk: Desk) -> None:
    asked = [desk.try_ask("refund_only", key="k") for _ in range(2)]
    assert [reply.headers.get("Idempotent-Replayed") for reply in asked] == [None, "true"]
    assert asked[0].body == asked[1].body
    case = asked[0].body["id"]
    agreed = [desk.act(desk.seller, case, "agree", key="k") for _ in range(2)]

    assert agreed[0].body == agreed[1].body
    assert (len(told("after_sale.agreed")), desk.refunded) == (1, PRICE)


@pytest.mark.parametrize("deed", ["cancel", "agree", "inspect", "reship", "ruling"])
def test_what_moves_stock_or_money_names_itself(desk: Desk, case: str, deed: str) -> None:
    functions = {"cancel": "apply", "agree": "answer", "ruling": "arbitration"}
    who = {"cancel": desk.buyer, "ruling": desk.support}.get(deed, desk.seller)
    path = f"POST /v1/after-sales/{case}/{deed}"
    reply = call(f"after_sales.{functions.get(deed, 'parcels')}", path, token=who.token)

    assert (reply.status, reply.problem) == (400, "idempotency_key_required")
