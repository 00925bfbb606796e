"""The staff is called, hears both sides and rules: for the buyer, for the seller, or to the cent between them."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.after_sales.ways import reached
from tests.after_sales.world import PIECES, PRICE, STOCK, Desk
from tests.support.call import Reply, call
from tests.support.people import Person


def queue(desk: Desk, who: Person | None = None) -> Reply:
    return call("after_sales.cases", "GET /v1/admin/after-sales", token=desk.shop.token(who or desk.support))


def waiting(desk: Desk) -> list[str]:
    return [case["id"] for case in queue(desk).ok()["data"]]


def ruling(word: str, amount: int | None = None, currency: str = "CNY") -> dict[str, Any]:
    money = {"amount": {"amount": amount, "currency": currency}} if amount else {}
    return {"ruling": word, "reason": "So it is.", **money}


def test_a_split_gives_exactly_its_amount_back_and_takes_it_from_every_share(desk: Desk) -> None:
    case = reached(desk, "arbitrating")
    assert desk.do(desk.support, case, "ruling", ruling("split", 3_333)) == "done"

    assert (desk.refunded, desk.available) == (3_333, STOCK - PIECES)
    assert desk.shop.books()["cny"]["net"] == PIECES * PRICE - 3_333
    assert desk.shop.wallet(desk.seller)["CNY"]["pending"] == 21_002 - 2_333
    desk.shop.proof()


@pytest.mark.parametrize("wish", [ruling("split", PRICE + 1), ruling("split", 1, "USD")], ids=["too much", "currency"])
def test_a_split_is_not_more_than_was_asked_and_in_the_same_currency(desk: Desk, wish: dict[str, Any]) -> None:
    case = reached(desk, "arbitrating")

    assert desk.act(desk.support, case, "ruling", wish).problem in ("refund_exceeds_paid", "invalid_currency")
    assert desk.status(case) == "arbitrating"


def test_the_staff_finds_those_to_which_it_was_called_until_it_has_ruled(desk: Desk) -> None:
    desk.ship()
    cases = [desk.ask("refund_only") for _ in range(3)]
    for case in cases[:2]:
        desk.do(desk.seller, case, "reject")
        desk.do(desk.buyer, case, "escalate")
    assert waiting(desk) == [cases[1], cases[0]]

    desk.do(desk.buyer, cases[0], "cancel")
    desk.wait(days=3, minutes=1)
    assert waiting(desk) == [cases[1]]
    desk.do(desk.support, cases[1], "ruling", ruling("seller"))
    assert waiting(desk) == []
    assert [queue(desk, who).status for who in (desk.buyer, desk.seller)] == [403, 403]


def test_both_sides_are_heard_ten_times_and_the_staff_reads_what_they_said(desk: Desk) -> None:
    case = reached(desk, "escalated")
    for number in range(10):
        desk.do(desk.buyer, case, "evidence", {"text": f"No light, {number}."})
    desk.do(desk.seller, case, "evidence", {"text": "It shines."})

    assert desk.act(desk.buyer, case, "evidence").problem == "too_much_evidence"
    said = [(entry["by"], entry["text"]) for entry in desk.show(case, desk.support)["history"]]
    assert said[-2:] == [("buyer", "No light, 9."), ("seller", "It shines.")]


def test_a_ruling_for_the_buyer_refunds_what_lies_with_the_seller_at_once(desk: Desk) -> None:
    case = reached(desk, "inspected")
    desk.arbitrated(case)
    assert desk.do(desk.support, case, "ruling", ruling("buyer")) == "done"

    assert (desk.refunded, desk.available) == (PRICE, STOCK - PIECES)
    desk.shop.proof()


def test_a_ruling_for_the_buyer_has_pieces_that_lie_with_them_go_back_first(desk: Desk) -> None:
    case = reached(desk, "ruled_buyer")
    for who, deed in ((desk.buyer, "ship-back"), (desk.seller, "receive"), (desk.seller, "inspect")):
        assert desk.refunded == 0
        desk.do(who, case, deed)

    assert (desk.status(case), desk.refunded, desk.available) == ("done", PRICE, STOCK - PIECES + 1)
    desk.shop.proof()


def test_a_ruling_for_the_seller_gives_the_buyer_their_own_pieces_again(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("exchange")
    for who, deed, wish in (
        (desk.seller, "agree", None), (desk.buyer, "ship-back", None), (desk.seller, "receive", None),
        (desk.seller, "inspect", {"passed": False, "note": "It is broken by hand."}),
    ):  # fmt: skip
        desk.do(who, case, deed, wish)
    desk.arbitrated(case)
    assert desk.do(desk.support, case, "ruling", ruling("seller")) == "ruled_seller"
    assert desk.available == STOCK - PIECES - 1
    assert desk.do(desk.seller, case, "reship") == "done"

    assert (desk.refunded, desk.available) == (0, STOCK - PIECES)
    desk.shop.proof()


def test_a_seller_who_was_ruled_to_send_and_does_not_meets_the_staff_again(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("reissue")
    desk.do(desk.seller, case, "reject")
    desk.arbitrated(case)
    assert desk.do(desk.support, case, "ruling", ruling("buyer")) == "ruled_buyer"
    assert desk.available == STOCK - PIECES - 1
    desk.wait(days=10, minutes=1)
    assert (desk.status(case), waiting(desk)) == ("escalated", [case])
    desk.wait(days=3, minutes=1)
    assert desk.do(desk.support, case, "ruling", ruling("split", PRICE)) == "done"

    assert (desk.refunded, desk.available) == (PRICE, STOCK - PIECES)
    desk.shop.proof()


def test_a_ruling_for_pieces_that_are_sold_out_is_refused_so_that_the_staff_rules_for_money(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("exchange", PIECES)
    desk.do(desk.seller, case, "reject")
    desk.arbitrated(case)

    assert desk.act(desk.support, case, "ruling", ruling("buyer")).problem == "out_of_stock"
    assert desk.do(desk.support, case, "ruling", ruling("split", 1)) == "done"


def test_nobody_rules_on_a_case_of_their_own(desk: Desk, join: Callable[..., Person]) -> None:
    desk.buyer, own = join("both", "support"), desk.sku
    desk.order = desk.shop.order(desk.buyer, {own: 1})
    desk.shop.pay(desk.buyer, desk.order)
    case = desk.ask("refund_only")
    desk.do(desk.seller, case, "reject")
    desk.arbitrated(case)

    assert desk.act(desk.buyer, case, "ruling").status == 403
    assert desk.do(desk.support, case, "ruling") == "done"


def test_no_ruling_before_the_time_for_evidence_is_over(desk: Desk) -> None:
    case = reached(desk, "escalated")

    assert desk.act(desk.support, case, "ruling").problem == "invalid_state"
