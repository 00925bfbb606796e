"""Never is more asked back than was bought and has not come back, by however many at once."""

from collections.abc import Callable

import pytest

from tests.after_sales.world import PIECES, PRICE, STOCK, Desk
from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import Reply
from tests.support.duel import before_the_next_write
from tests.support.people import Person
from tests.support.shop import Shop

TOO_MUCH = "after_sale_exceeds_bought"


def test_several_cases_share_a_line_up_to_its_quantity(desk: Desk) -> None:
    desk.ship()
    for _ in range(PIECES):
        desk.ask("return_refund")

    for kind in ("return_refund", "exchange", "refund_only"):
        assert desk.try_ask(kind).problem == TOO_MUCH


def test_of_two_who_ask_for_the_last_piece_at_once_one_gets_it(desk: Desk) -> None:
    desk.ship()
    desk.ask("exchange", PIECES - 1)
    other: list[Reply] = []
    with before_the_next_write(lambda: other.append(desk.try_ask("repair"))):
        mine = desk.try_ask("return_refund")

    assert (other[0].status, mine.status, mine.problem) == (201, 409, TOO_MUCH)
    assert len(told("after_sale.applied")) == 2


def test_two_answers_at_once_are_one_answer(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("refund_only")
    with before_the_next_write(lambda: desk.act(desk.seller, case, "agree")):
        late = desk.act(desk.seller, case, "reject")

    assert (late.problem, desk.status(case), desk.refunded) == ("invalid_state", "done", PRICE)


def test_what_was_cancelled_or_has_expired_may_be_asked_for_again_and_what_is_done_may_not(desk: Desk) -> None:
    desk.ship()
    desk.do(desk.buyer, desk.ask("exchange", PIECES), "cancel")
    case = desk.ask("exchange", PIECES - 1)
    desk.do(desk.seller, case, "agree")
    assert desk.available == 0
    desk.wait(days=7, minutes=1)
    assert (desk.status(case), desk.available) == ("expired", STOCK - PIECES)

    desk.do(desk.seller, desk.ask("refund_only", PIECES), "agree")
    assert desk.try_ask("repair").problem == TOO_MUCH
    desk.shop.proof()


def test_what_the_staff_has_refused_is_not_asked_for_again(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("return_refund", PIECES)
    desk.do(desk.seller, case, "reject")
    desk.arbitrated(case)
    desk.do(desk.support, case, "ruling", {"ruling": "seller", "reason": "It shines."})

    assert desk.try_ask("return_refund").problem == TOO_MUCH


def test_pieces_that_have_left_and_those_that_have_not_are_counted_apart(desk: Desk) -> None:
    desk.ship(1)
    assert desk.try_ask("return_refund", 2).problem == TOO_MUCH
    assert desk.try_ask("refund_only", PIECES, shipped=False).problem == TOO_MUCH
    desk.ask("return_refund")
    case = desk.ask("refund_only", PIECES - 1, shipped=False)
    assert desk.try_ask("refund_only", shipped=True).problem == TOO_MUCH

    desk.do(desk.seller, case, "agree")
    assert (desk.seen["status"], desk.available) == ("shipped", STOCK - 1)
    desk.shop.proof()


def test_pieces_that_were_sent_after_all_are_refunded_and_stay_out_of_stock(desk: Desk) -> None:
    case = desk.ask("refund_only", 1)
    desk.ship()
    desk.do(desk.seller, case, "agree")

    assert (desk.status(case), desk.refunded, desk.available) == ("done", PRICE, STOCK - PIECES)


def test_what_the_seller_gave_back_without_a_case_is_not_asked_for_or_given_twice(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("return_refund", 2)
    desk.shop.refund(desk.seller, desk.order, [{"line_no": 1, "quantity": 2}]).ok()
    assert desk.try_ask("return_refund").problem == TOO_MUCH
    for who, deed in ((desk.seller, "agree"), (desk.buyer, "ship-back"), (desk.seller, "receive")):
        desk.do(who, case, deed)
    desk.do(desk.seller, case, "inspect", {"passed": True, "fit_quantity": 2})

    assert (desk.refunded, desk.available) == (3 * PRICE, STOCK)
    desk.shop.proof()


def test_a_line_that_was_given_back_as_a_whole_leaves_its_case_nothing_to_give(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("refund_only", 2)
    desk.shop.refund(desk.seller, desk.order, [{"line_no": 1}]).ok()

    assert desk.do(desk.seller, case, "agree") == "done"
    assert (desk.refunded, desk.show(case)["refund"]) == (3 * PRICE, None)


def test_pieces_asked_for_one_by_one_are_worth_the_line_to_the_last_unit(shop: Shop, desk: Desk) -> None:
    for _ in range(PIECES):
        desk.do(desk.seller, desk.ask("refund_only"), "agree")

    assert (desk.refunded, shop.books()["cny"]["net"]) == (PIECES * PRICE, 0)


def test_an_order_takes_forty_claims(desk: Desk) -> None:
    big = desk.shop.product(desk.seller, 100, stock=50)
    desk.order = desk.shop.order(desk.buyer, {big["skus"][0]["id"]: 50})
    desk.shop.pay(desk.buyer, desk.order)
    for _ in range(40):
        desk.ask("refund_only")

    assert desk.try_ask("refund_only").problem == "too_many_after_sales"


@pytest.mark.parametrize("kind", ["return_refund", "exchange", "reissue", "repair"])
def test_what_has_not_left_cannot_come_back(desk: Desk, kind: str) -> None:
    assert desk.try_ask(kind).problem == TOO_MUCH


def test_an_order_that_is_unpaid_over_or_disputed_takes_no_case(desk: Desk, time: Clock) -> None:
    paid, desk.order = desk.order, desk.shop.order(desk.buyer, {desk.sku: 1})
    assert desk.try_ask("refund_only").problem == "after_sale_not_possible"
    desk.order = paid
    desk.hold("dispute")
    assert desk.try_ask("refund_only").problem == "order_on_hold"
    desk.release()
    desk.ship()
    desk.receive()
    desk.wait(days=8)
    assert desk.seen["status"] == "completed"
    assert desk.try_ask("refund_only").problem == "after_sale_not_possible"


def test_a_purchase_over_two_sellers_is_asked_back_from_the_one_who_sold_the_line(
    desk: Desk, join: Callable[..., Person]
) -> None:
    other = join("ola", "seller")
    desk.order = desk.shop.order(desk.buyer, {desk.sku: 1, desk.shop.sku(other, price=500): 1})
    desk.shop.pay(desk.buyer, desk.order)
    second = next(line for line in desk.seen["lines"] if line["seller_id"] == other.id)
    case = desk.ask("refund_only", line_no=second["line_no"])

    assert desk.act(desk.seller, case, "agree").status == 404
    assert desk.do(other, case, "agree") == "done"
    assert (desk.show(case)["order_id"], desk.refunded) == (second["order_id"], 500)
    desk.shop.proof()
