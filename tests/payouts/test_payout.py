"""Payouts from the request to the bank and back: every state's money is where it should be."""

from collections.abc import Callable

import pytest

from tests.conftest import Clock
from tests.ledger.tampering import broken, one, put
from tests.payouts.world import Payouts
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.shop import Shop


def test_what_a_seller_has_earned_is_paid_to_their_bank(
    world: Payouts, shop: Shop, join: Callable[..., Person], time: Clock
) -> None:
    seller, buyer = join("seller", "seller"), join("buyer")
    order_id = shop.order(buyer, {shop.sku(seller, price=10_000): 1})
    shop.pay(buyer, order_id)
    time.forward(days=8)
    shop.drain()
    world.methods[seller.id] = world.add(seller).ok()["id"]
    time.forward(hours=25)

    reply = world.ask(seller, 7_000)
    assert (reply.status, reply.body["status"], reply.body["amount"]["amount"]) == (201, "requested", 7_000)
    payout_id = reply.body["id"]
    assert reply.headers["Location"] == f"/v1/payouts/{payout_id}"
    assert world.state(seller, payout_id) == ("in_transit", None)
    assert world.wallet(seller) == (0, 7_000)

    world.bank_says("paid")
    world.hear()
    assert world.state(seller, payout_id) == ("paid", None)
    assert world.wallet(seller) == (0, 0)
    assert world.bank.books() == {"CNY": 7_000}
    facts = [row["name"].removeprefix("payout.") for row in told() if row["name"].startswith("payout.")]
    assert [fact for fact in facts if fact not in ("method_verified", "bank_word_received")] == [
        "requested",
        "approved",
        "sent",
        "paid",
    ]


def test_a_request_that_is_repeated_is_one_payout_and_another_body_under_its_key_is_refused(world: Payouts) -> None:
    ann = world.payee("ann", 50_000)
    first, again = (world.ask(ann, 5_000, key="once") for _ in range(2))
    other = world.ask(ann, 5_001, key="once")

    assert (again.status, again.body, again.headers["Idempotent-Replayed"]) == (201, first.body, "true")
    assert (other.status, other.problem) == (422, "idempotency_key_reused")
    assert len(world.bank.transfers) == 1
    assert world.wallet(ann) == (45_000, 5_000)


def test_a_payout_without_a_key_is_refused(world: Payouts) -> None:
    ann = world.payee("ann", 50_000)
    wish = {"amount": {"amount": 1, "currency": "CNY"}, "method_id": world.methods[ann.id]}
    reply = call("payouts.payout", "POST /v1/payouts", wish, token=world.token(ann))

    assert (reply.status, reply.problem) == (400, "idempotency_key_required")


def test_of_two_payouts_of_seventy_percent_one_wins(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    first, second = world.ask(ann, 7_000), world.ask(ann, 7_000)

    assert first.status == 201
    assert (second.status, second.problem) == (409, "insufficient_funds")
    assert world.wallet(ann) == (3_000, 7_000)
    assert len(world.bank.transfers) == 1


def test_money_of_the_wallet_is_paid_out_apart_from_earnings(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    world.fund(ann, 2_000, account="cash")

    assert world.ask(ann, 2_001, account="cash").problem == "insufficient_funds"
    payout_id = world.asked(ann, 2_000, account="cash")
    world.bank_says("failed")
    world.hear()
    assert (world.show(ann, payout_id)["account"], world.state(ann, payout_id)[0]) == ("cash", "failed")
    assert world.asked(ann, 2_000, account="cash")


def test_a_payout_that_fails_puts_its_money_back_and_finance_can_have_it_tried_again(world: Payouts) -> None:
    ann, fay = world.payee("ann", 10_000), world.finance()
    payout_id = world.asked(ann, 4_000)
    world.bank_says("failed")
    world.hear()
    assert world.state(ann, payout_id)[0] == "failed"
    assert world.show(ann, payout_id)["failure"] == "account_closed"
    assert world.wallet(ann) == (10_000, 0)

    assert world.decide(fay, "retry", payout_id).ok()["status"] == "requested"
    world.bank_says("paid")
    world.hear()
    assert world.state(ann, payout_id)[0] == "paid"
    assert [transfer["reference"] for transfer in world.bank.transfers] == [f"{payout_id}-1", f"{payout_id}-2"]
    assert world.wallet(ann) == (6_000, 0)
    assert world.decide(fay, "retry", payout_id).problem == "invalid_state"


def test_a_bank_that_refuses_at_once_fails_the_payout(world: Payouts) -> None:
    ann = world.payee("ann", 10_000, number="6222020200110011")
    payout_id = world.asked(ann, 4_000)

    assert world.state(ann, payout_id)[0] == "failed"
    assert world.wallet(ann) == (10_000, 0)
    assert world.bank.transfers == []


def test_what_was_paid_and_comes_back_is_available_again(world: Payouts) -> None:
    ann, fay = world.payee("ann", 10_000), world.finance()
    payout_id = world.asked(ann, 4_000)
    world.bank_says("paid")
    world.hear()
    world.time.forward(days=3)
    world.bank_says("returned")
    world.hear()

    assert world.state(ann, payout_id)[0] == "returned"
    assert world.wallet(ann) == (10_000, 0)
    assert world.bank.books() == {"CNY": 0}
    (fact,) = told("payout.returned")
    assert '"amount":4000' in fact["data"]
    world.decide(fay, "retry", payout_id).ok()
    assert world.state(ann, payout_id)[0] == "in_transit"


def test_tax_is_withheld_of_what_is_paid_and_comes_back_with_it(world: Payouts) -> None:
    ann, fay = world.payee("ann", 10_000), world.finance()
    party = f"creator:{ann.id}"
    world.call(fay, "payees", f"PUT /v1/admin/payees/{party}/withholding", {"bps": 2_000}).ok()
    payout_id = world.asked(ann, 4_001)
    world.bank_says("paid")
    world.hear()
    assert world.show(ann, payout_id)["tax"]["amount"] == 800
    assert world.bank.books() == {"CNY": 3_201}
    taxes = [row for row in rows() if row["kind"] == "balance" and row["account"] == "platform:tax_payable"]
    assert sum(row["balance_minor"] for row in taxes) == 800

    world.bank_says("returned")
    world.hear()
    assert world.wallet(ann) == (10_000, 0)


@pytest.mark.parametrize("account", ["earnings", "cash"])
def test_somebody_elses_payout_and_method_are_not_there(world: Payouts, account: str) -> None:
    ann, bob = world.payee("ann", 10_000), world.payee("bob", 10_000)
    payout_id = world.asked(ann, 4_000)

    assert world.call(bob, "payout", f"GET /v1/payouts/{payout_id}").status == 404
    assert world.call(bob, "payout", f"POST /v1/payouts/{payout_id}/cancel").status == 404
    assert world.call(bob, "methods", f"GET /v1/payout-methods/{world.methods[ann.id]}").status == 404
    assert world.call(bob, "methods", f"DELETE /v1/payout-methods/{world.methods[ann.id]}").status == 404
    world.methods[bob.id] = world.methods[ann.id]
    assert world.ask(bob, 1_000, account=account).status == 404
    mine = world.call(bob, "payout", "GET /v1/payouts").ok()["data"]
    assert mine == []
    assert world.call(world.finance(), "payout", f"GET /v1/payouts/{payout_id}").status == 200


@pytest.mark.parametrize(
    ("wish", "status", "code"),
    [
        ({"amount": 0}, 422, "invalid_amount"),
        ({"amount": -1}, 422, "invalid_amount"),
        ({"amount": 100, "currency": "USD"}, 422, "invalid_currency"),
        ({"amount": 100, "currency": "XXX"}, 422, "invalid_currency"),
        ({"amount": 10_001}, 409, "insufficient_funds"),
    ],
)
def test_an_amount_that_cannot_be_paid_out_changes_nothing(
    world: Payouts, wish: dict[str, object], status: int, code: str
) -> None:
    ann = world.payee("ann", 10_000)
    body = {"amount": {"currency": "CNY", **wish}, "method_id": world.methods[ann.id]}
    reply = world.call(ann, "payout", "POST /v1/payouts", body)

    assert (reply.status, reply.problem) == (status, code)
    assert world.wallet(ann) == (10_000, 0)


def test_the_payee_hears_of_what_becomes_of_it(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    world.asked(ann, 4_000)
    for status in ("paid", "returned"):
        world.bank_says(status)
        world.hear()
    inbox = call("notifications.inbox", "GET /v1/me/notifications", token=world.token(ann)).ok()["data"]

    assert [entry["kind"] for entry in inbox] == ["payout_returned", "payout_paid"]
    assert "CNY 40.00" in inbox[0]["text"]


def test_a_payout_whose_money_is_not_where_its_state_says_is_found_by_the_proof(world: Payouts) -> None:
    ann = world.payee("ann", 10_000)
    world.ask(ann, 7_000).ok()
    row, fay = one("payout"), world.finance()
    for changes in ({"status": "paid"}, {"status": "cancelled"}, {"amount_minor": 6_999}):
        put(row, **changes)
        assert broken(fay) == {"I10"}
    put(row)
