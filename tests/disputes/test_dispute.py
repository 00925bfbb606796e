"""A payment that the buyer's bank takes back: who gives it, what is on hold meanwhile, and how it ends either way."""

import itertools

import pytest

from tests.disputes.bank import (
    Bank,
    balance,
    balances,
    disputes,
    fits,
    held_for,
    shares,
    statuses,
    the_dispute,
)
from tests.orders.test_splits import rule
from tests.support.bus import told
from tests.support.call import call
from tests.support.people import Person
from tests.support.shop import Shop

PRICE = 10_000
FEE = 1_500


@pytest.fixture
def paid(shop: Shop, seller: Person, buyer: Person) -> tuple[str, dict[str, str]]:
    """An order of one lamp, and the attempt that paid it."""
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1})
    return order_id, shop.pay(buyer, order_id)


Paid = tuple[str, dict[str, str]]


def test_a_dispute_takes_every_share_into_suspense_and_stops_the_order_and_its_parties(
    shop: Shop, bank: Bank, paid: Paid, seller: Person, buyer: Person
) -> None:
    bank.dispute(paid[1])

    dispute = the_dispute()
    assert (dispute["status"], dispute["amount_minor"]) == ("needs_response", PRICE)
    assert balance(f"suspense:dispute:{dispute['id']}") == PRICE
    assert (balance("world:stripe"), balance("world:stripe:disputed")) == (FEE, -PRICE)
    assert (balance("platform:fee_expense"), shop.wallet(seller)["CNY"]["pending"]) == (-FEE, 0)
    shown = shop.show(buyer, paid[0])
    assert (shown["status"], shown["hold"]["kind"], shown["charged_back_amount"]["amount"]) == (
        "paid",
        "dispute",
        PRICE,
    )
    assert held_for(seller) == {f"open dispute {dispute['id']}"}
    assert len(told("dispute.opened")) == 1
    fits(shop)


def test_a_dispute_that_is_lost_costs_the_shares_the_money_and_the_platform_the_fee(
    shop: Shop, bank: Bank, paid: Paid, seller: Person, buyer: Person
) -> None:
    bank.decide(bank.dispute(paid[1], 4_000), "lost")

    assert (statuses("dispute"), statuses("attempt")) == (["lost"], ["charged_back"])
    assert shop.wallet(seller)["CNY"]["pending"] == 7_000 - 2_800
    assert [account for account in balances() if "dispute" in account] == []
    assert (balance("platform:fee_expense"), held_for(seller)) == (-FEE, set())
    assert shop.show(buyer, paid[0])["hold"] is None
    assert len(told("dispute.lost")) == 1
    fits(shop)
    more = shop.refund(seller, paid[0], [{"line_no": 1, "amount": 6_001}])
    assert (more.status, more.problem) == (409, "refund_exceeds_paid")
    assert shop.refund(seller, paid[0], [{"line_no": 1}]).body["amount"]["amount"] == 6_000


def test_a_dispute_that_is_won_puts_everything_back_where_it_was(
    shop: Shop, bank: Bank, paid: Paid, seller: Person, buyer: Person
) -> None:
    before, split = balances(), shares()
    bank.decide(bank.dispute(paid[1], 3_333), "won")

    assert (balances(), shares()) == (before, split)
    assert (statuses("dispute"), statuses("attempt")) == (["won"], ["chargeback_won"])
    assert (shop.show(buyer, paid[0])["hold"], held_for(seller)) == (None, set())
    fits(shop)
    assert shop.refund(seller, paid[0], [{"line_no": 1}]).body["amount"]["amount"] == PRICE


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_the_words_of_a_dispute_in_any_order_and_twice_have_one_end(
    shop: Shop, bank: Bank, paid: Paid, seller: Person, outcome: str
) -> None:
    before = balances()
    bank.stripe.close_dispute(bank.dispute(paid[1], heard=False), outcome)
    words = bank.told()
    assert len(words) == {"won": 4, "lost": 3}[outcome]
    for word in (*words[::-1], *words, *words[1:], words[0]):
        assert shop.webhook({**word, "id": f"evt_{next(COUNT)}"}).status == 200
        shop.bus.settle()
    shop.bus.again("payment.webhook_received")

    assert (len(disputes()), statuses("dispute"), held_for(seller)) == (1, [outcome], set())
    assert len(told("dispute.opened")) == len(told(f"dispute.{outcome}")) == 1
    assert balances() == before if outcome == "won" else balance("world:stripe") == FEE
    fits(shop)


COUNT = itertools.count(1)


def test_a_dispute_of_a_payment_that_is_not_known_yet_is_told_again(
    shop: Shop, bank: Bank, seller: Person, buyer: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.attempt(buyer, order_id).ok()
    shop.confirm(attempt)
    bank.dispute(attempt, heard=False)
    refused = shop.webhook(bank.told()[0])
    assert (refused.status, refused.problem) == (503, "not_ready")

    succeeded = next(event for event in bank.stripe.events if event["type"] == "payment_intent.succeeded")
    assert shop.webhook(succeeded).status == 200
    shop.bus.settle()
    shop.hear()
    assert statuses("dispute") == ["needs_response"]
    fits(shop)


def test_no_refund_is_begun_while_the_bank_may_take_the_same_money(
    shop: Shop, bank: Bank, paid: Paid, seller: Person
) -> None:
    bank.dispute(paid[1], 1_000)

    refused = shop.refund(seller, paid[0], [{"line_no": 1, "amount": 500}])
    assert (refused.status, refused.problem) == (409, "order_on_hold")


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_a_refund_on_its_way_when_the_dispute_begins_is_not_taken_from_the_seller_twice(
    shop: Shop, bank: Bank, paid: Paid, seller: Person, outcome: str
) -> None:
    shop.stripe.faults.add("http_500", "refunds.create", times=9)
    shop.refund(seller, paid[0], [{"line_no": 1, "amount": 4_000}])
    shop.stripe.faults.clear()
    dispute_ref = bank.dispute(paid[1])
    assert (balance("platform:adjustment"), shop.wallet(seller)["CNY"]["pending"]) == (-4_000, 2_800)
    fits(shop)

    bank.wait(minutes=2)  # Stripe refuses what is disputed
    assert statuses("refund") == ["failed"]
    bank.decide(dispute_ref, outcome)
    assert (balance("platform:adjustment"), shop.wallet(seller)["CNY"]["pending"]) == (
        0,
        7_000 if outcome == "won" else 0,
    )
    fits(shop)


def test_a_refund_that_stripe_has_made_before_the_dispute_is_booked_beside_it(
    shop: Shop, bank: Bank, paid: Paid, seller: Person
) -> None:
    shop.stripe.faults.add("answer_lost", "refunds.create", times=9)
    shop.refund(seller, paid[0], [{"line_no": 1, "amount": 4_000}])
    shop.stripe.faults.clear()
    dispute_ref = bank.dispute(paid[1])
    bank.wait(minutes=2)

    assert statuses("refund") == ["succeeded"]
    fits(shop)
    bank.decide(dispute_ref, "lost")
    assert (shop.wallet(seller)["CNY"]["pending"], balance("platform:adjustment")) == (0, 0)
    assert statuses("order") == ["closed"]
    fits(shop)


def test_an_order_that_is_lost_before_it_was_shipped_is_closed_and_its_pieces_are_on_sale_again(
    shop: Shop, bank: Bank, seller: Person, buyer: Person
) -> None:
    product = shop.product(seller, PRICE, stock=5)
    order_id = shop.order(buyer, {product["skus"][0]["id"]: 2})
    bank.decide(bank.dispute(shop.pay(buyer, order_id)), "lost")

    shown = shop.show(buyer, order_id)
    assert (shown["status"], shown["close_reason"]) == ("closed", "charged_back")
    assert shop.available(product["id"]) == [5]
    fits(shop)


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_a_dispute_over_several_sellers_is_allocated_over_what_is_left_of_each(
    shop: Shop, bank: Bank, seller: Person, buyer: Person, outcome: str
) -> None:
    other = shop.join("ben", "seller")
    purchase = shop.order(buyer, {shop.sku(seller, 10_000): 2, shop.sku(other, 3_333): 1})
    attempt = shop.pay(buyer, purchase)
    shop.refund(seller, purchase, [{"line_no": 1, "amount": 10_000}])
    before = balances()
    dispute_ref = bank.dispute(attempt, 6_667)

    parts = [shop.show(buyer, part)["charged_back_amount"]["amount"] for part in shop.show(buyer, purchase)["orders"]]
    assert parts == [5_000, 1_667]
    assert (held_for(seller), held_for(other)) != (set(), set())
    fits(shop)
    bank.decide(dispute_ref, outcome)
    assert (balances() == before) == (outcome == "won")
    assert (held_for(seller), held_for(other)) == (set(), set())
    fits(shop)


def test_an_order_that_somebody_holds_already_is_disputed_all_the_same_and_released_by_nobody_before_the_end(
    shop: Shop, bank: Bank, paid: Paid, seller: Person, buyer: Person
) -> None:
    def say(what: str, **wish: str) -> int:
        path = f"POST /v1/merchant/orders/{paid[0]}/{what}"
        return call("orders.holds", path, {"reason": "r", **wish}, token=shop.token(seller), key=what).status

    assert say("hold") == 200
    dispute_ref = bank.dispute(paid[1], 1_000)
    assert shop.show(buyer, paid[0])["hold"]["kind"] == "dispute"
    assert say("release") == 200
    assert shop.show(buyer, paid[0])["hold"]["kind"] == "dispute"
    bank.wait(days=9)
    assert shop.show(buyer, paid[0])["status"] == "paid"
    bank.decide(dispute_ref, "won")
    bank.wait(days=2)
    assert shop.show(buyer, paid[0])["status"] == "completed"
    assert shop.wallet(seller)["CNY"]["available"] == 7_000
    fits(shop)


def test_the_end_of_one_dispute_does_not_release_what_another_holds(
    shop: Shop, bank: Bank, paid: Paid, seller: Person, buyer: Person
) -> None:
    second = shop.order(buyer, {shop.sku(seller): 1})
    first_ref, second_ref = bank.dispute(paid[1]), bank.dispute(shop.pay(buyer, second))
    assert len(held_for(seller)) == 2
    bank.decide(first_ref, "won")

    assert held_for(seller) == {f"open dispute {row['id']}" for row in disputes() if row["channel_ref"] == second_ref}
    fits(shop)


def test_what_reaches_its_buyer_while_it_is_disputed_makes_nothing_available_before_the_end(
    shop: Shop, bank: Bank, seller: Person, buyer: Person
) -> None:
    rule(shop, timing="on_receipt")
    order_id = shop.order(buyer, {shop.sku(seller, PRICE): 1}, address={"name": "Li Lei"})
    attempt = shop.pay(buyer, order_id)
    wish = {"carrier": "SF", "tracking_no": "1"}
    call("orders.shipments", f"POST /v1/merchant/orders/{order_id}/shipments", wish, token=seller.token, key="s").ok()
    dispute_ref = bank.dispute(attempt, 1_000)
    call("orders.shipments", f"POST /v1/orders/{order_id}/confirm-receipt", token=buyer.token, key="c").ok()

    assert (shop.wallet(seller)["CNY"]["available"], shop.wallet(seller)["CNY"]["pending"]) == (0, 7_200)
    bank.decide(dispute_ref, "won")
    bank.wait(days=8)
    assert (shop.wallet(seller)["CNY"]["available"], shop.wallet(seller)["CNY"]["pending"]) == (8_000, 0)
    fits(shop)
