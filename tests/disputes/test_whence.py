"""From whom disputed money comes: from what a seller has, then as a debt; and where it goes if the dispute is won."""

import pytest

from argosy.kernel import clock
from argosy.kernel.write import Write
from argosy.ledger import accounts, ledger
from argosy.ledger.journal import Journal, Posting
from tests.disputes.bank import Bank, balance, balances, fits, statuses, the_dispute
from tests.support.bus import told
from tests.support.people import Person
from tests.support.shop import Shop


def paid_out(seller: Person, amount_minor: int) -> None:
    """So much of what the seller has is on its way to their bank."""
    party = f"creator:{seller.id}"
    posting = Posting(accounts.available(party), accounts.payout_hold(party), amount_minor)
    journal = Journal.of(
        "payout", seller.id, "requested", asset="CNY", at=clock.now(), actor="test", postings=(posting,)
    )
    Write().add(*ledger.post(journal)).commit()


def owed(seller: Person) -> int:
    return balance(f"creator:{seller.id}:receivable")


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_of_a_completed_order_that_was_paid_out_the_seller_owes_what_is_not_there_until_it_is_won(
    shop: Shop, bank: Bank, seller: Person, buyer: Person, outcome: str
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.pay(buyer, order_id)
    bank.wait(days=8)
    paid_out(seller, 5_000)
    before = balances()
    dispute_ref = bank.dispute(attempt)

    assert (shop.wallet(seller)["CNY"]["available"], owed(seller)) == (0, -5_000)
    fits(shop)
    bank.decide(dispute_ref, outcome)
    assert (shop.wallet(seller)["CNY"]["available"], owed(seller)) == ((2_000, 0) if outcome == "won" else (0, -5_000))
    assert (balances() == before) == (outcome == "won")
    assert shop.show(buyer, order_id)["status"] == "completed"
    fits(shop)


def test_a_debt_that_later_earnings_have_repaid_comes_back_as_money(
    shop: Shop, bank: Bank, seller: Person, buyer: Person
) -> None:
    attempt = shop.pay(buyer, shop.order(buyer, {shop.sku(seller): 1}))
    bank.wait(days=8)
    paid_out(seller, 5_000)
    dispute_ref = bank.dispute(attempt)
    shop.pay(buyer, shop.order(buyer, {shop.sku(seller): 1}))
    bank.wait(days=8)
    assert (shop.wallet(seller)["CNY"]["available"], owed(seller)) == (2_000, 0)

    bank.decide(dispute_ref, "won")
    assert (shop.wallet(seller)["CNY"]["available"], owed(seller)) == (9_000, 0)
    fits(shop)


def test_a_recharge_that_is_disputed_comes_out_of_the_wallet_that_it_filled(
    shop: Shop, bank: Bank, buyer: Person
) -> None:
    shop.recharge(buyer, 3_000)
    intent = next(event for event in bank.stripe.events if event["type"] == "payment_intent.succeeded")
    shop.stripe.dispute(intent["data"]["object"]["latest_charge"])
    shop.hear()

    assert (shop.wallet(buyer)["CNY"]["balance"], balance(f"suspense:dispute:{the_dispute()['id']}")) == (0, 3_000)
    bank.decide(the_dispute()["channel_ref"], "won")
    assert shop.wallet(buyer)["CNY"]["balance"] == 3_000
    fits(shop)


def test_what_came_partly_from_the_wallet_is_disputed_only_for_what_came_by_the_channel(
    shop: Shop, bank: Bank, seller: Person, buyer: Person
) -> None:
    shop.recharge(buyer, 3_000)
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.pay(buyer, order_id, tenders=[{"type": "wallet", "amount": 3_000}])
    bank.decide(bank.dispute(attempt), "lost")

    assert shop.show(buyer, order_id)["charged_back_amount"]["amount"] == 7_000
    fits(shop)
    refund = shop.refund(seller, order_id, [{"line_no": 1}]).body
    assert (refund["amount"]["amount"], refund["wallet_amount"]["amount"]) == (3_000, 3_000)
    assert shop.wallet(buyer)["CNY"]["balance"] == 3_000
    assert shop.show(buyer, order_id)["status"] == "closed"
    fits(shop)


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_a_payment_that_nobody_wanted_is_disputed_at_the_platforms_cost_and_takes_from_no_seller(
    shop: Shop, bank: Bank, seller: Person, buyer: Person, outcome: str
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    wanted, doubled = shop.attempt(buyer, order_id).ok(), shop.attempt(buyer, order_id).ok()
    shop.confirm(wanted)
    shop.confirm(doubled)
    shop.stripe.faults.add("http_500", "refunds.create", times=9)
    shop.hear()
    shop.stripe.faults.clear()
    dispute_ref = bank.dispute(doubled)

    assert (balance("platform:adjustment"), shop.wallet(seller)["CNY"]["pending"]) == (-10_000, 7_000)
    assert (shop.show(buyer, order_id)["hold"], the_dispute()["status"]) == (None, "needs_response")
    bank.wait(minutes=2)
    assert statuses("attempt") == ["auto_refund_failed", "succeeded"]
    bank.decide(dispute_ref, outcome)
    assert balance("platform:adjustment") == (0 if outcome == "won" else -10_000)
    assert balance(f"suspense:duplicate:{doubled['id']}") == 10_000
    assert len(told(f"dispute.{outcome}")) == 1
    fits(shop)


def test_more_than_is_left_of_a_sale_is_the_platforms_to_stand_for(
    shop: Shop, bank: Bank, seller: Person, buyer: Person
) -> None:
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.pay(buyer, order_id)
    dispute_ref = bank.dispute(attempt, 2_000, heard=False)
    whole = next(event for event in bank.told() if event["type"] == "charge.dispute.created")
    whole["data"]["object"] |= {"amount": 12_000, "balance_transactions": []}
    assert shop.webhook(whole).status == 200
    shop.bus.settle()

    assert (balance("platform:adjustment"), shop.wallet(seller)["CNY"]["pending"]) == (-2_000, 0)
    shop.proof()
    assert dispute_ref == the_dispute()["channel_ref"]


@pytest.mark.parametrize("outcome", ["won", "lost"])
def test_a_purchase_over_ten_sellers_who_were_all_paid_out_is_disputed_in_one_transaction(
    shop: Shop, bank: Bank, buyer: Person, outcome: str
) -> None:
    sellers = [shop.join(f"s{place}", "seller") for place in range(10)]
    order_id = shop.order(buyer, {shop.sku(each, 1_000): 1 for each in sellers})
    attempt = shop.pay(buyer, order_id)
    bank.wait(days=8)
    for each in sellers:
        paid_out(each, 300)
    before = balances()
    dispute_ref = bank.dispute(attempt)
    assert {owed(each) for each in sellers} == {-300}

    bank.decide(dispute_ref, outcome)
    assert {owed(each) for each in sellers} == ({0} if outcome == "won" else {-300})
    assert (balances() == before) == (outcome == "won")
    fits(shop)
