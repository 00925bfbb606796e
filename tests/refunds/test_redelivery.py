"""A queue delivers again what was handled long ago, when the money is elsewhere: nothing happens, and nothing fails."""

from argosy.kernel import clock
from argosy.kernel.write import Write
from argosy.ledger import accounts, ledger
from argosy.ledger.journal import Journal, Posting
from argosy.payments.matrix import Said
from tests.conftest import Clock
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.late import Scene
from tests.support.people import Person
from tests.support.shop import Shop


def everything_again(shop: Shop) -> None:
    for name in {row["name"] for row in told()}:
        shop.bus.again(name)


def spent(person: Person, party: str, minor: int) -> None:
    account = accounts.available(party)
    posting = Posting(account, accounts.world("stripe"), minor)
    journal = Journal.of("test", person.id, "spent", asset="CNY", at=clock.now(), actor="test", postings=(posting,))
    Write().add(*ledger.post(journal)).commit()


def refunds_of(shop: Shop) -> list[str]:
    """Stripe's own numbers, oldest first."""
    return [event["data"]["object"]["id"] for event in shop.stripe.events if event["type"].startswith("refund.")]


def tried_again(shop: Shop, refund_id: str) -> None:
    path = f"POST /v1/admin/refunds/{refund_id}/retry"
    call("refunds.admin_refunds", path, token=shop.token(shop.join("fay", "finance")), key="again").ok()
    shop.bus.settle()


def test_whatever_was_told_of_refunds_is_delivered_again_and_changes_nothing(shop: Shop, time: Clock) -> None:
    seller, buyer = shop.join("seller", "seller"), shop.join("buyer")
    shop.recharge(buyer, 4_000)
    orders = [shop.order(buyer, {shop.sku(seller): 1}) for _ in range(2)]
    shop.pay(buyer, orders[0], tenders=[{"type": "wallet", "amount": 4_000}])
    shop.pay(buyer, orders[1])
    time.forward(days=8)
    shop.drain()
    shop.refund(seller, orders[0], [{"line_no": 1}])
    refund = shop.refund(seller, orders[1], [{"line_no": 1, "amount": 2_000}]).body["id"]
    shop.stripe.fail_refund(refunds_of(shop)[-1])
    shop.hear()
    tried_again(shop, refund)
    spent(seller, f"creator:{seller.id}", shop.wallet(seller)["CNY"]["available"])
    before = rows()
    everything_again(shop)

    assert {row["status"] for row in before if row["kind"] == "refund"} == {"succeeded"}
    assert rows() == before


def test_another_word_about_the_try_that_failed_takes_nothing_back_from_the_one_that_succeeded(shop: Shop) -> None:
    seller, buyer = shop.join("seller", "seller"), shop.join("buyer")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    shop.pay(buyer, order_id)
    refund = shop.refund(seller, order_id, [{"line_no": 1, "amount": 2_000}]).body["id"]
    shop.stripe.fail_refund(refunds_of(shop)[0])
    shop.hear()
    failed = shop.stripe.events[-1]
    tried_again(shop, refund)
    assert shop.webhook(failed | {"id": "evt_late"}).status == 200
    shop.bus.settle()

    assert [row["status"] for row in rows() if row["kind"] == "refund"] == ["succeeded"]
    assert len(told("refund.returned")) == 1
    shop.proof()


def test_money_that_came_too_late_and_went_back_is_told_again_and_goes_nowhere(shop: Shop, time: Clock) -> None:
    scene = Scene(shop, shop.join("seller", "seller"), shop.join("buyer"), time)
    scene.expire()
    scene.channel_says(Said.PAID_AS_ASKED)
    before = rows()
    everything_again(shop)

    assert [row["status"] for row in before if row["kind"] == "refund"] == ["succeeded"]
    assert rows() == before
