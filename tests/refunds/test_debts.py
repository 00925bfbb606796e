"""What a seller no longer has is owed and repaid first; what a channel sends back waits until it is sent again."""

from argosy.kernel import clock
from argosy.kernel.write import Write
from argosy.ledger import accounts, ledger
from argosy.ledger.journal import Journal, Posting
from tests.conftest import Clock
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


def balance(account: str) -> int:
    return sum(row["balance_minor"] for row in rows() if row["kind"] == "balance" and row["account"] == account)


def window_ends(shop: Shop, time: Clock) -> None:
    time.forward(days=8)
    shop.drain()


def frozen(seller: Person, amount_minor: int) -> None:
    """So much of what the seller has is on its way to their bank."""
    party = f"creator:{seller.id}"
    posting = Posting(accounts.available(party), accounts.payout_hold(party), amount_minor)
    journal = Journal.of("payout", "pyt_1", "requested", asset="CNY", at=clock.now(), actor="test", postings=(posting,))
    Write().add(*ledger.post(journal)).commit()


def act(shop: Shop, who: Person, refund_id: str, what: str) -> Reply:
    path = f"POST /v1/admin/refunds/{refund_id}/{what}"
    return call("refunds.admin_refunds", path, token=shop.token(who), key=f"{what}-{refund_id}")


def test_a_refund_after_the_window_takes_what_is_available(
    shop: Shop, seller: Person, buyer: Person, time: Clock
) -> None:
    order = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order)
    window_ends(shop, time)
    shop.refund(seller, order, [{"line_no": 1, "amount": 1_000}])

    assert shop.wallet(seller)["CNY"]["available"] == 6_300
    assert balance(f"creator:{seller.id}:receivable") == 0
    shop.proof()


def test_a_refund_that_was_returned_waits_in_suspense_and_is_sent_again_under_its_number(
    shop: Shop, seller: Person, buyer: Person, finance: Person
) -> None:
    order = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order)
    refund = shop.refund(seller, order, [{"line_no": 1, "amount": 1_000}]).body["id"]
    made = next(event["data"]["object"]["id"] for event in shop.stripe.events if event["type"].startswith("refund."))
    shop.stripe.fail_refund(made)
    shop.hear()

    assert call("refunds.refund", f"GET /v1/refunds/{refund}", token=shop.token(buyer)).ok()["status"] == "returned"
    assert balance(f"suspense:refund:{refund}") == 1_000
    assert shop.books()["cny"]["net"] == 10_000
    shop.proof()

    assert act(shop, seller, refund, "retry").status == 403
    assert act(shop, finance, refund, "retry").status == 202
    shop.bus.settle()
    assert call("refunds.refund", f"GET /v1/refunds/{refund}", token=shop.token(buyer)).ok()["status"] == "succeeded"
    assert (balance(f"suspense:refund:{refund}"), shop.books()["cny"]["net"]) == (0, 9_000)
    assert shop.show(buyer, order)["refunded_amount"]["amount"] == 1_000
    shop.proof()


def test_a_returned_refund_is_sent_by_hand_once(shop: Shop, seller: Person, buyer: Person, finance: Person) -> None:
    order = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order)
    refund = shop.refund(seller, order, [{"line_no": 1, "amount": 1_000}]).body["id"]
    refused = call(
        "refunds.admin_refunds", f"POST /v1/admin/refunds/{refund}/manual", token=shop.token(finance), key="early"
    )
    assert refused.problem == "invalid_state"
    made = next(event["data"]["object"]["id"] for event in shop.stripe.events if event["type"].startswith("refund."))
    shop.stripe.fail_refund(made)
    shop.hear()

    assert act(shop, finance, refund, "manual").ok()["status"] == "settled_manually"
    assert act(shop, finance, refund, "retry").problem == "invalid_state"
    assert (balance(f"suspense:refund:{refund}"), balance("world:bank:manual")) == (0, 1_000)
    shop.proof()


def test_what_was_taken_back_beyond_what_a_seller_had_is_repaid_by_the_next_earnings(
    shop: Shop, seller: Person, buyer: Person, finance: Person, time: Clock
) -> None:
    first = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, first)
    window_ends(shop, time)
    frozen(seller, 5_000)
    shop.refund(seller, first, [{"line_no": 1}])
    assert (shop.wallet(seller)["CNY"]["available"], balance(f"creator:{seller.id}:receivable")) == (0, -5_000)
    shop.proof()

    third = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, third)
    window_ends(shop, time)
    assert (shop.wallet(seller)["CNY"]["available"], balance(f"creator:{seller.id}:receivable")) == (2_000, 0)
    shop.proof()
