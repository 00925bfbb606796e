"""Refunds: never more than was paid, every share back to the last unit, and the channel asked under one number."""

from collections.abc import Callable

from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


def test_a_partial_refund_takes_every_share_back_in_proportion(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller, price=10_000): 1})
    shop.pay(buyer, order_id)
    reply = shop.refund(seller, order_id, [{"line_no": 1, "amount": 333}])

    assert (reply.status, reply.body["amount"]) == (202, {"amount": 333, "currency": "CNY"})
    for person, status in ((buyer, 200), (seller, 200), (shop.join("other"), 404)):
        assert call("refunds.refund", f"GET {reply.headers['Location']}", token=person.token).status == status
    order = shop.show(buyer, order_id)
    assert (order["refund_status"], order["refunded_amount"]["amount"]) == ("partial", 333)
    assert shop.wallet(seller)["CNY"]["pending"] == 7_000 - 233
    assert shop.books()["cny"]["net"] == 9_667
    shop.proof()


def test_refunds_until_nothing_is_left_leave_nothing_with_anybody(shop: Shop, seller: Person, buyer: Person) -> None:
    product = shop.product(seller, 10_000, stock=5)
    order_id = shop.order(buyer, {product["skus"][0]["id"]: 1})
    shop.pay(buyer, order_id)
    for amount in (333, 3_333, 1):
        assert shop.refund(seller, order_id, [{"line_no": 1, "amount": amount}]).status == 202
    shop.refund(seller, order_id, [{"line_no": 1}])

    order = shop.show(buyer, order_id)
    assert (order["status"], order["refund_status"], order["close_reason"]) == ("closed", "full", "refunded")
    assert shop.wallet(seller)["CNY"]["balance"] == 0
    shares = [
        row["balance_minor"]
        for row in rows()
        if row["kind"] == "balance" and row["account"] == "channel:direct:pending"
    ]
    assert sum(shares) == 0
    assert shop.available(product["id"]) == [5]
    assert shop.books()["cny"]["net"] == 0
    shop.proof()


def test_more_than_is_left_is_refused_and_moves_nothing(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order_id)
    first = shop.refund(seller, order_id, [{"line_no": 1, "amount": 7_000}])
    second = shop.refund(seller, order_id, [{"line_no": 1, "amount": 7_000}])

    assert first.status == 202
    assert (second.status, second.problem) == (409, "refund_exceeds_paid")
    assert shop.show(buyer, order_id)["refunded_amount"]["amount"] == 7_000


def test_an_unpaid_order_has_nothing_to_give_back(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})

    reply = shop.refund(seller, order_id, [{"line_no": 1}])
    assert (reply.status, reply.problem) == (409, "invalid_state")


def test_a_seller_refunds_only_what_they_sold_and_a_buyer_nothing(
    shop: Shop, seller: Person, buyer: Person, join: Callable[..., Person]
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order_id)

    assert shop.refund(join("rival", "seller"), order_id, [{"line_no": 1}]).problem == "not_found"
    assert shop.refund(buyer, order_id, [{"line_no": 1}]).problem == "forbidden"
    cfo = join("cfo", "finance")
    for amount, status in (
        (100, 202),
        ({"amount": 100, "currency": "CNY"}, 202),
        ({"amount": 100, "currency": "USD"}, 422),
    ):
        assert shop.refund(cfo, order_id, [{"line_no": 1, "amount": amount}]).status == status
    assert shop.refund(cfo, order_id, [{"line_no": 1, "amount": 0}]).problem == "invalid_amount"


def test_a_refund_that_the_channel_answers_late_is_one_refund(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order_id)
    shop.stripe.faults.add("answer_lost", "refunds.create", times=5)
    shop.refund(seller, order_id, [{"line_no": 1, "amount": 1_000}])
    assert shop.show(buyer, order_id)["refunded_amount"]["amount"] == 0

    shop.stripe.faults.clear()
    time.forward(minutes=2)
    shop.drain()
    assert [row["status"] for row in rows() if row["kind"] == "refund"] == ["succeeded"]
    assert shop.books()["cny"]["net"] == 9_000
    shop.proof()


def test_a_refund_that_the_bank_refuses_lets_go_of_what_it_reserved(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.attempt(buyer, order_id).ok()
    shop.confirm(attempt, "pm_card_pendingRefund")
    shop.hear()
    shop.refund(seller, order_id, [{"line_no": 1}])
    assert [row["status"] for row in rows() if row["kind"] == "refund"] == ["processing"]

    pending = next(event for event in shop.stripe.events if event["type"] == "refund.created")
    shop.stripe.fail_refund(pending["data"]["object"]["id"])
    shop.hear()
    assert [row["status"] for row in rows() if row["kind"] == "refund"] == ["failed"]
    assert len(told("refund.failed")) == 1
    assert shop.refund(seller, order_id, [{"line_no": 1, "amount": 10_000}]).status == 202


def test_a_key_repeats_the_answer_and_not_the_refund(shop: Shop, seller: Person, buyer: Person) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order_id)
    first = shop.refund(seller, order_id, [{"line_no": 1, "amount": 6_000}], key="k")
    again = shop.refund(seller, order_id, [{"line_no": 1, "amount": 6_000}], key="k")

    assert (again.status, again.body) == (202, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert shop.show(buyer, order_id)["refunded_amount"]["amount"] == 6_000
