"""Webhooks as they come in life: ten times at once, in the wrong order, or not at all. One effect each."""

from functools import partial

import pytest

from local.bank import Bank
from local.people import Visitor
from tests.journeys.conftest import Local
from tests.journeys.market import Market, at_once

pytestmark = pytest.mark.stack
SHARE = 7_000


@pytest.fixture(autouse=True)
def deaf(bank: Bank) -> object:
    """Stripe's webhooks are lost until the test delivers them."""
    bank.fault("webhook_lost", "*", times=1_000)
    yield
    bank.no_faults()


def test_one_webhook_ten_times_at_once_pays_once(market: Market, bank: Bank, crowd: list[Visitor]) -> None:
    buyer, before = crowd[2], market.earned()
    order = market.order(buyer, market.sku())
    attempt = market.attempt(buyer, order)
    bank.pay(attempt)
    (event,) = bank.events("payment_intent.succeeded", attempt)

    assert set(bank.deliver(event, times=10)) == {200}
    market.settle()
    assert market.shown(buyer, order)["status"] == "paid"
    assert market.told(buyer, order).count("order.paid") == 1
    assert market.earned() == before + SHARE
    market.proof()


def test_an_older_word_that_comes_later_takes_nothing_back(market: Market, bank: Bank, crowd: list[Visitor]) -> None:
    buyer, before = crowd[3], market.earned()
    order = market.order(buyer, market.sku())
    attempt = market.attempt(buyer, order)
    with pytest.raises(Exception, match="402"):
        bank.pay(attempt, "pm_card_chargeDeclined")
    bank.pay(attempt)
    (failed,) = bank.events("payment_intent.payment_failed", attempt)
    (paid,) = bank.events("payment_intent.succeeded", attempt)

    assert bank.deliver(paid) == [200]
    assert bank.deliver(failed) == [200]
    assert bank.say("payment_intent.canceled", failed) == 200
    market.settle()
    assert market.shown(buyer, order)["status"] == "paid"
    assert "order.closed" not in market.told(buyer, order)
    assert market.earned() == before + SHARE
    market.proof()


def test_a_payment_whose_webhook_was_lost_is_found_by_asking(
    market: Market, bank: Bank, crowd: list[Visitor], local: Local
) -> None:
    buyer, before = crowd[4], market.earned()
    order = market.order(buyer, market.sku())
    bank.pay(market.attempt(buyer, order))
    market.settle()
    assert market.shown(buyer, order)["status"] == "pending_payment"

    moved = local.argosy("clock", "+2m")
    assert moved.returncode == 0, moved.stderr
    assert market.shown(buyer, order)["status"] == "paid"
    assert market.told(buyer, order).count("order.paid") == 1
    assert market.earned() == before + SHARE
    market.proof()


def test_both_of_two_payments_at_once_arrive_and_one_goes_back(
    market: Market, bank: Bank, crowd: list[Visitor]
) -> None:
    buyer, before = crowd[5], market.earned()
    net = bank.books()["cny"]["net"]
    order = market.order(buyer, market.sku())
    attempts = [market.attempt(buyer, order) for _ in range(2)]
    for attempt in attempts:
        bank.pay(attempt)
    events = [bank.events("payment_intent.succeeded", attempt)[0] for attempt in attempts]
    assert at_once([partial(bank.deliver, event) for event in events]) == [[200], [200]]
    market.settle()
    assert market.shown(buyer, order)["paid_amount"]["amount"] == 10_000
    assert bank.books()["cny"]["net"] == net + 10_000
    assert market.earned() == before + SHARE
    market.proof()
