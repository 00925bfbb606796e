"""Orders that end while WeChat Pay may still take money for them: closed there first, and late money goes back."""

import pytest

from tests.conftest import Clock
from tests.support.books import balance, statuses
from tests.support.bus import told
from tests.support.call import call
from tests.support.wechat import Wechat


def test_an_order_that_never_reached_wechat_waits_for_its_deadline_and_is_closed(wechat: Wechat, time: Clock) -> None:
    product = wechat.shop.product(wechat.seller, 10_000, stock=2)
    order_id = wechat.shop.order(wechat.buyer, {product["skus"][0]["id"]: 1})
    wechat.simulator.faults.add("http_500", "transactions.create")
    assert wechat.attempt(order_id, key="k").status == 503
    time.forward(minutes=2)
    wechat.shop.drain()
    assert statuses("attempt") == ["created"]

    time.forward(minutes=14)
    wechat.shop.drain()
    assert (statuses("attempt"), statuses("order")) == (["failed"], ["closed"])
    assert wechat.shop.available(product["id"]) == [2]
    assert not wechat.simulator.account.transactions


def test_an_attempt_that_has_ended_is_not_opened_again_by_a_repeated_request(
    wechat: Wechat,
) -> None:
    order_id = wechat.order()
    wechat.simulator.faults.add("http_500", "transactions.create")
    assert wechat.attempt(order_id, key="k").status == 503
    call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=wechat.buyer.token).ok()
    wechat.shop.bus.settle()
    assert statuses("order") == ["closed"]

    again = wechat.attempt(order_id, key="k").ok()
    assert (again["status"], again["client_payload"]) == ("failed", {})
    assert not wechat.simulator.account.transactions


def test_an_order_that_nobody_pays_is_closed_at_wechat_before_its_stock_is_free(wechat: Wechat, time: Clock) -> None:
    product = wechat.shop.product(wechat.seller, 10_000, stock=2)
    order_id = wechat.shop.order(wechat.buyer, {product["skus"][0]["id"]: 2})
    attempt = wechat.attempt(order_id).ok()
    time.forward(minutes=16)
    wechat.shop.drain()

    assert (statuses("attempt"), statuses("order")) == (["closed"], ["closed"])
    assert wechat.simulator.account.transactions[attempt["id"]]["trade_state"] == "CLOSED"
    assert wechat.shop.available(product["id"]) == [2]


def test_a_buyer_who_pays_while_the_order_is_being_closed_wins(wechat: Wechat, time: Clock) -> None:
    order_id = wechat.order()
    wechat.confirm(wechat.attempt(order_id).ok())
    cancelled = call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=wechat.buyer.token).ok()
    assert cancelled["status"] == "closing"
    wechat.shop.bus.settle()

    assert (statuses("attempt"), statuses("order")) == (["succeeded"], ["paid"])
    wechat.hear()
    assert len(told("order.paid")) == 1
    wechat.shop.proof()


def test_a_close_that_wechat_does_not_answer_keeps_the_stock_until_it_has(wechat: Wechat, time: Clock) -> None:
    product = wechat.shop.product(wechat.seller, 10_000, stock=1)
    order_id = wechat.shop.order(wechat.buyer, {product["skus"][0]["id"]: 1})
    wechat.attempt(order_id).ok()
    wechat.simulator.faults.add("http_500", "transactions.close")
    call("orders.orders", f"POST /v1/orders/{order_id}/cancel", token=wechat.buyer.token).ok()
    wechat.shop.bus.settle()
    assert (statuses("order"), wechat.shop.available(product["id"])) == (["closing"], [0])

    time.forward(minutes=2)
    wechat.shop.drain()
    assert (statuses("order"), wechat.shop.available(product["id"])) == (["closed"], [1])


def test_money_for_a_closed_order_is_booked_and_goes_back_by_itself(wechat: Wechat, time: Clock) -> None:
    order_id = wechat.order()
    attempt = wechat.attempt(order_id).ok()
    time.forward(minutes=16)
    wechat.shop.drain()
    with pytest.raises(Exception, match="不可支付"):
        wechat.confirm(attempt)
    wechat.confirm(attempt, late=True)
    wechat.hear()

    assert (statuses("attempt"), statuses("order")) == (["auto_refunded"], ["closed"])
    assert told("payment.unclaimed_money_received")[0]["data"].count('"late"') == 1
    assert wechat.books()["net"] == 0
    assert balance("world:wechat") == 0
    wechat.shop.proof()


def test_an_order_paid_by_wechat_and_by_card_keeps_one_payment_and_gives_the_other_back(
    wechat: Wechat,
) -> None:
    order_id = wechat.order()
    scanned, card = wechat.attempt(order_id).ok(), wechat.shop.attempt(wechat.buyer, order_id).ok()
    wechat.shop.confirm(card)
    wechat.confirm(scanned)
    wechat.shop.hear()
    wechat.hear()

    assert wechat.shop.show(wechat.buyer, order_id)["paid_amount"]["amount"] == 10_000
    assert (wechat.shop.books()["cny"]["net"], wechat.books()["net"]) == (10_000, 0)
    wechat.shop.proof()
