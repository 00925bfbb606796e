"""While a dispute is open its parties are not paid out, and afterwards they are without having to ask again."""

from argosy.payouts.hold import HoldCode
from tests.disputes.bank import Bank
from tests.payouts.world import ACCOUNT, Payouts
from tests.support.people import Person
from tests.support.shop import Shop


def test_a_payout_waits_for_the_end_of_a_dispute_and_goes_on_by_itself(
    shop: Shop, bank: Bank, seller: Person, buyer: Person, world: Payouts
) -> None:
    attempt = shop.pay(buyer, shop.order(buyer, {shop.sku(seller): 1}))
    shop.pay(buyer, shop.order(buyer, {shop.sku(seller): 1}))
    bank.wait(days=8)
    world.methods[seller.id] = world.add(seller, ACCOUNT).ok()["id"]
    bank.wait(hours=25)
    dispute_ref = bank.dispute(attempt)
    payout_id = world.asked(seller, 3_000)

    assert world.state(seller, payout_id) == ("risk_review", HoldCode.PARTY_HELD)
    bank.decide(dispute_ref, "lost")
    assert world.state(seller, payout_id) == ("in_transit", None)
