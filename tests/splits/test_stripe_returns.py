"""What Stripe has passed on comes back when a refund takes it: the debt is repaid once, and no cent is anybody else's."""

import pytest

from tests.splits.custody import ACCOUNT, PRICE, SHARE, Custody
from tests.splits.test_stripe_splits import all_is_well
from tests.support.books import balance, statuses
from tests.support.bus import deliver, listeners, told

REVERSE = "transfers.reversals.create"


@pytest.fixture
def sold(custody: Custody) -> str:
    """An order whose share has gone to its party's account."""
    custody.open_account()
    return custody.passed_on()


def reversals(custody: Custody) -> list[int]:
    return [one["amount"] for one in reversed(custody.shop.stripe.account.all("transfer_reversal"))]


def owed(custody: Custody) -> int:
    return -balance(f"{custody.party}:receivable")


def test_a_refund_takes_the_share_back_from_its_partys_account_and_nothing_is_owed(custody: Custody, sold: str) -> None:
    refund_id = custody.refund(sold)
    assert owed(custody) == SHARE
    assert statuses("channel_return") == ["planned"]
    all_is_well(custody)

    custody.minutes()
    (back,) = custody.returned(sold)
    assert (back["status"], back["amount"]["amount"], back["cause_id"]) == ("done", SHARE, refund_id)
    assert reversals(custody) == [SHARE]
    assert balance(custody.party) == 0
    assert balance("world:stripe") == 0
    all_is_well(custody)


def test_partial_refunds_take_back_what_each_made_owed_and_together_no_more_than_was_passed_on(
    custody: Custody, sold: str
) -> None:
    for amount in (3_333, 1, None):
        custody.refund(sold, amount)
        custody.minutes()

    assert reversals(custody) == [2_333, 1, SHARE - 2_334]
    assert balance(custody.party) == 0
    all_is_well(custody)


def test_two_refunds_at_once_do_not_ask_for_the_same_share_twice(custody: Custody, sold: str) -> None:
    custody.refund(sold, 4_000)
    custody.refund(sold)
    custody.minutes()

    assert sorted(reversals(custody)) == [2_800, SHARE - 2_800]
    assert balance(custody.party) == 0
    all_is_well(custody)


@pytest.mark.parametrize("fault", ["answer_lost", "http_500"])
def test_silence_is_asked_about_and_never_reversed_twice(custody: Custody, sold: str, fault: str) -> None:
    custody.refund(sold)
    custody.shop.stripe.faults.add(fault, REVERSE, times=3)
    custody.minutes()
    assert statuses("channel_return") == ["unknown"]
    assert owed(custody) == SHARE
    custody.shop.proof()

    custody.minutes()
    assert statuses("channel_return") == ["done"]
    assert reversals(custody) == [SHARE]
    all_is_well(custody)


def test_a_reversal_whose_answer_was_lost_is_found_after_stripe_has_forgotten_its_key(
    custody: Custody, sold: str
) -> None:
    custody.refund(sold)
    custody.shop.stripe.faults.add("answer_lost", REVERSE, times=3)
    custody.minutes()
    custody.shop.stripe.keys.load({})
    custody.minutes(60 * 30)

    assert statuses("channel_return") == ["done"]
    assert reversals(custody) == [SHARE]
    all_is_well(custody)


def test_what_its_party_has_paid_out_stays_a_debt_until_finance_has_it_tried_again(custody: Custody, sold: str) -> None:
    custody.shop.stripe.pay_out_connected(ACCOUNT, SHARE)
    custody.refund(sold)
    custody.minutes()
    (failed,) = custody.failed("returns")
    assert (failed["status"], failed["failure"]) == ("failed", "balance_insufficient")
    assert told("channel_return.failed")
    assert owed(custody) == SHARE
    all_is_well(custody)

    custody.shop.stripe.pay_out_connected(ACCOUNT, -SHARE)
    assert custody.retry_return().status == 202
    (done,) = custody.returned(sold)
    assert (done["id"], done["status"], done["failures"]) == (failed["id"], "done", 1)
    assert custody.retry_return(key="and-again").problem == "invalid_state"
    assert not custody.failed("returns")
    assert balance(custody.party) == 0
    all_is_well(custody)


def test_a_debt_that_earnings_have_repaid_is_not_taken_back_too(custody: Custody, sold: str) -> None:
    custody.shop.stripe.pay_out_connected(ACCOUNT, SHARE)
    custody.refund(sold, 5_000)
    custody.minutes()
    custody.passed_on()
    assert owed(custody) == 0

    custody.shop.stripe.pay_out_connected(ACCOUNT, -SHARE)
    custody.retry_return()
    assert statuses("channel_return") == ["void"]
    assert not reversals(custody)
    all_is_well(custody)

    custody.refund(sold)
    custody.minutes()
    assert reversals(custody) == [3_500]
    assert balance(custody.party) == 0
    all_is_well(custody)


def test_what_comes_back_after_earnings_have_repaid_the_debt_is_the_partys_again(custody: Custody, sold: str) -> None:
    custody.paid()
    custody.refund(sold, 5_000)
    custody.shop.stripe.faults.add("answer_lost", REVERSE, times=3)
    custody.minutes()
    custody.shop.stripe.faults.add("http_500", "transfers.reversals.list", times=3)
    custody.end()
    assert statuses("channel_return") == ["unknown"]
    assert owed(custody) == 0

    custody.minutes(61)
    assert statuses("channel_return") == ["done"]
    assert reversals(custody) == [3_500]
    assert balance(f"{custody.party}:available") == 3_500
    all_is_well(custody)


@pytest.mark.parametrize("name", ["refund.succeeded", "channel_return.due"])
def test_a_fact_that_comes_twice_takes_nothing_back_twice(custody: Custody, sold: str, name: str) -> None:
    custody.refund(sold, 5_000)
    custody.minutes()
    for row in told(name):
        for listener in listeners()[name]:
            assert deliver(listener, row)
    custody.minutes()

    assert reversals(custody) == [3_500]
    assert statuses("channel_return") == ["done"]
    all_is_well(custody)


def test_what_is_still_on_its_way_to_its_party_comes_back_once_it_has_arrived(custody: Custody) -> None:
    custody.open_account()
    order_id = custody.paid()
    custody.end()
    custody.shop.stripe.faults.add("http_500", "transfers.create", times=6)
    custody.minutes()
    custody.refund(order_id)
    custody.minutes()
    assert statuses("channel_return") == ["planned"]
    assert statuses("channel_split") == ["unknown"]

    custody.minutes(5)
    assert statuses("channel_split") == ["done"]
    custody.minutes(61)
    assert reversals(custody) == [SHARE]
    assert balance(custody.party) == 0
    all_is_well(custody)


def test_what_came_from_the_wallet_is_taken_by_the_ledger_and_only_the_rest_by_stripe(custody: Custody) -> None:
    custody.open_account()
    custody.shop.recharge(custody.buyer, 4_000)
    order_id = custody.passed_on(tenders=[{"type": "wallet", "amount": 4_000}])
    custody.refund(order_id)
    custody.minutes()

    assert reversals(custody) == [SHARE * 6 // 10]
    assert balance(custody.party) == 0
    all_is_well(custody)


def test_a_lost_dispute_takes_the_share_back_too(custody: Custody, sold: str) -> None:
    (charge,) = custody.shop.stripe.account.all("charge")
    dispute = custody.shop.stripe.dispute(charge["id"])
    custody.shop.hear()
    custody.minutes()
    assert not reversals(custody)

    custody.shop.stripe.close_dispute(dispute["id"], "lost")
    custody.shop.hear()
    custody.minutes()
    assert reversals(custody) == [SHARE]
    assert balance(custody.party) == 0
    custody.shop.proof()


def test_only_finance_sees_and_retries_what_was_refused(custody: Custody, sold: str) -> None:
    custody.shop.stripe.pay_out_connected(ACCOUNT, PRICE)
    custody.refund(sold)
    custody.minutes()

    assert custody.retry_return(who=custody.seller).status == 403
    assert custody.ask("returns", who=custody.seller).status == 403
