"""Where there is nothing to exchange, the seller is told so and the buyer takes money; what is not sent goes back on sale."""

from tests.after_sales.world import PIECES, PRICE, STOCK, Desk


def test_an_exchange_that_is_sold_out_is_refused_and_turned_into_a_refund_by_the_buyer(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("exchange", PIECES)
    refused = desk.act(desk.seller, case, "agree")
    assert (refused.problem, desk.status(case)) == ("out_of_stock", "applied")

    assert desk.do(desk.buyer, case, "ask-refund") == "applied"
    assert desk.show(case)["kind"] == "return_refund"
    desk.do(desk.seller, case, "agree")
    for who, deed in ((desk.buyer, "ship-back"), (desk.seller, "receive")):
        desk.do(who, case, deed)
    desk.do(desk.seller, case, "inspect", {"passed": True, "fit_quantity": PIECES})
    assert (desk.refunded, desk.available) == (PIECES * PRICE, STOCK)
    desk.shop.proof()


def test_a_reissue_turned_into_a_refund_needs_no_parcel_and_puts_nothing_in_stock(desk: Desk) -> None:
    desk.ship(1)
    case = desk.ask("reissue")
    desk.do(desk.buyer, case, "ask-refund")
    assert desk.do(desk.seller, case, "agree") == "done"

    assert (desk.refunded, desk.available) == (PRICE, STOCK - PIECES)


def test_the_seller_has_their_time_again_when_the_buyer_wants_something_else(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("repair")
    desk.wait(hours=47)
    desk.do(desk.buyer, case, "ask-refund")
    desk.wait(hours=47)
    assert desk.status(case) == "applied"
    desk.wait(hours=1, minutes=1)
    assert desk.status(case) == "seller_agreed"


def test_a_piece_that_nobody_sends_back_is_on_sale_again(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("exchange")
    desk.do(desk.seller, case, "agree")
    desk.do(desk.buyer, case, "cancel")

    assert desk.available == STOCK - PIECES


def test_a_piece_that_is_not_fit_for_sale_is_exchanged_and_lost(desk: Desk) -> None:
    desk.ship()
    case = desk.ask("exchange", 2)
    for who, deed in ((desk.seller, "agree"), (desk.buyer, "ship-back"), (desk.seller, "receive")):
        desk.do(who, case, deed)
    assert desk.act(desk.seller, case, "inspect", {"passed": True, "fit_quantity": 3}).problem == "invalid_quantity"
    for deed in ("inspect", "reship"):
        desk.do(desk.seller, case, deed)

    assert desk.available == STOCK - PIECES - 2 + 1


def test_what_was_exchanged_is_given_back_like_the_piece_that_it_replaced(desk: Desk) -> None:
    """The old piece is the case's and not the order's, so the order's own pieces can all come back."""
    desk.ship()
    case = desk.ask("exchange")
    for who, deed in (
        (desk.seller, "agree"), (desk.buyer, "ship-back"), (desk.seller, "receive"), (desk.seller, "inspect"),
        (desk.seller, "reship"),
    ):  # fmt: skip
        desk.do(who, case, deed)
    desk.shop.refund(desk.seller, desk.order, [{"line_no": 1, "quantity": PIECES}]).ok()

    assert (desk.refunded, desk.available) == (PIECES * PRICE, STOCK)
    desk.shop.proof()
