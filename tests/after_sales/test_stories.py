"""Each kind of case from its beginning to its end: money, pieces and stock are then where they belong."""

from tests.after_sales.world import PIECES, PRICE, STOCK, Desk
from tests.support.bus import told


def test_pieces_that_have_not_left_are_refunded_back_in_stock_and_not_shipped_any_more(desk: Desk) -> None:
    case = desk.ask("refund_only", 1)
    assert desk.do(desk.seller, case, "agree") == "done"

    assert (desk.refunded, desk.available) == (PRICE, STOCK - PIECES + 1)
    desk.ship(PIECES - 1)
    assert desk.seen["status"] == "shipped"
    assert desk.shop.books()["cny"]["net"] == PRICE * (PIECES - 1)
    desk.shop.proof()


def test_a_paid_order_of_which_everything_is_refunded_is_closed(desk: Desk) -> None:
    desk.do(desk.seller, desk.ask("refund_only", PIECES), "agree")

    assert (desk.seen["status"], desk.seen["close_reason"], desk.available) == ("closed", "refunded", STOCK)
    desk.shop.proof()


def test_money_alone_for_pieces_that_came_leaves_the_stock_as_it_is(desk: Desk) -> None:
    desk.ship()
    desk.receive()
    amount = {"amount": 500, "currency": "CNY"}
    case = desk.ask("refund_only", 1, amount=amount)
    desk.do(desk.seller, case, "agree")

    assert (desk.refunded, desk.available) == (500, STOCK - PIECES)
    desk.shop.proof()


def test_a_return_is_refunded_when_it_is_inspected_and_only_what_is_fit_goes_on_sale(desk: Desk) -> None:
    desk.ship()
    desk.receive()
    case = desk.ask("return_refund", 2)
    assert desk.do(desk.seller, case, "agree") == "seller_agreed"
    assert desk.show(case)["return_address"] == "7 Nanjing Road"
    assert desk.do(desk.buyer, case, "ship-back") == "buyer_shipped"
    assert desk.do(desk.seller, case, "receive") == "received"
    assert (desk.refunded, desk.available) == (0, STOCK - PIECES)
    assert desk.do(desk.seller, case, "inspect") == "done"

    assert (desk.refunded, desk.available) == (2 * PRICE, STOCK - PIECES + 1)
    assert desk.show(case)["refund"]["amount"]["amount"] == 2 * PRICE
    assert [row["name"] for row in told() if row["name"].startswith("after_sale.")] == [
        "after_sale.applied", "after_sale.agreed", "after_sale.shipped_back", "after_sale.received",
        "after_sale.inspected", "after_sale.done",
    ]  # fmt: skip
    desk.shop.proof()


def test_an_exchange_takes_a_piece_from_stock_at_the_yes_and_puts_the_old_one_there_at_the_end(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("exchange", 1)
    desk.do(desk.seller, case, "agree")
    assert desk.available == STOCK - PIECES - 1
    desk.do(desk.buyer, case, "ship-back")
    desk.do(desk.seller, case, "receive")
    assert desk.do(desk.seller, case, "inspect") == "reshipping"
    assert desk.do(desk.seller, case, "reship") == "done"

    assert (desk.refunded, desk.available) == (0, STOCK - PIECES)
    assert desk.show(case)["reshipped"]["tracking_no"] == "SF1"
    desk.shop.proof()


def test_a_reissue_is_sent_from_stock_and_nothing_comes_back(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("reissue", 2)
    assert desk.do(desk.seller, case, "agree") == "reshipping"
    assert desk.do(desk.seller, case, "reship") == "done"

    assert (desk.refunded, desk.available) == (0, STOCK - PIECES - 2)
    desk.shop.proof()


def test_a_repair_goes_there_and_back_and_touches_no_stock(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("repair", 1)
    for who, deed in (
        (desk.seller, "agree"), (desk.buyer, "ship-back"), (desk.seller, "receive"), (desk.seller, "inspect"),
        (desk.seller, "reship"),
    ):  # fmt: skip
        desk.do(who, case, deed)

    assert (desk.status(case), desk.refunded, desk.available) == ("done", 0, STOCK - PIECES)
    desk.shop.proof()
