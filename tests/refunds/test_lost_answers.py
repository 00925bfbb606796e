"""Refunds whose answer was lost: found again however late, for a channel forgets our key and must not pay twice."""

from collections.abc import Callable

from tests.conftest import Clock
from tests.support.bus import told
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


def test_a_refund_that_is_taken_up_a_week_later_is_found_and_not_sent_again(
    shop: Shop, join: Callable[..., Person], time: Clock
) -> None:
    seller, buyer = join("seller", "seller"), join("buyer")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order_id)
    shop.stripe.faults.add("answer_lost", "refunds.create", times=3)
    shop.refund(seller, order_id, [{"line_no": 1, "amount": 4_000}])
    assert [row["status"] for row in rows() if row["kind"] == "refund"] == ["processing"]

    shop.stripe.keys.load({})  # Stripe keeps them for a day
    time.forward(days=7)
    shop.drain()

    assert [row["status"] for row in rows() if row["kind"] == "refund"] == ["succeeded"]
    assert shop.books()["cny"]["refunded"] == 4_000
    assert len(told("refund.succeeded")) == 1
