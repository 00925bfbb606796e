"""With the channel as keeper each share goes out once, as a transfer of what the buyer paid, and no payout reaches it."""

import pytest

from argosy.kernel import settings
from tests.splits.custody import ACCOUNT, PRICE, SHARE, Custody
from tests.support import cloud
from tests.support.books import balance, statuses
from tests.support.bus import deliver, listeners, told
from tests.support.call import call


def held_by_stripe(custody: Custody) -> int:
    """What is left of what buyers paid, before Stripe's fees."""
    books = custody.shop.books()["cny"]
    return int(books["net"] - books["transferred"])


def all_is_well(custody: Custody) -> None:
    """The proof holds, and the books say of Stripe what Stripe says."""
    custody.shop.proof()
    assert balance("world:stripe") == -held_by_stripe(custody)


def test_a_share_goes_to_its_party_once_the_window_has_ended_and_the_ledger_follows(custody: Custody) -> None:
    custody.open_account()
    order_id = custody.paid()
    custody.end()
    assert balance(f"{custody.party}:at_channel") == SHARE
    assert balance(f"{custody.party}:available") == 0
    all_is_well(custody)

    custody.minutes()
    (split,) = custody.shown(order_id)
    assert (split["status"], split["provider"], split["amount"]["amount"]) == ("done", "stripe", SHARE)
    (transfer,) = custody.shop.stripe.account.all("transfer")
    assert (transfer["destination"], transfer["amount"], transfer["id"]) == (ACCOUNT, SHARE, split["channel_split_ref"])
    assert balance(custody.party) == 0
    assert balance("world:stripe") == -(PRICE - SHARE)
    all_is_well(custody)


def test_the_wallet_shows_what_the_channel_is_to_pass_on_and_no_payout_takes_it(custody: Custody) -> None:
    custody.paid()
    custody.end()

    wallet = custody.shop.wallet(custody.seller)["CNY"]
    assert (wallet["balance"], wallet["available"]) == (SHARE, 0)
    route = f"GET /v1/parties/{custody.party}/earnings"
    (sums,) = call("orders.earnings", route, token=custody.shop.token(custody.seller)).ok()["sums"]
    assert (sums["at_channel"]["amount"], sums["available"]["amount"]) == (SHARE, 0)


def test_with_the_platform_as_keeper_nothing_is_passed_on(custody: Custody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUSTODY", "platform")
    settings.settings.cache_clear()
    custody.open_account()
    custody.passed_on()

    assert balance(f"{custody.party}:available") == SHARE
    assert not statuses("channel_split")
    assert not told("order.shares_released")
    assert not custody.shop.stripe.account.all("transfer")
    all_is_well(custody)


def test_a_share_waits_for_its_partys_account_and_goes_within_the_hour_after_it_is_named(custody: Custody) -> None:
    custody.passed_on()
    assert statuses("channel_split") == ["planned"]
    custody.minutes(61)
    assert statuses("channel_split") == ["planned"]

    assert custody.open_account().status == 200
    custody.minutes(61)
    assert statuses("channel_split") == ["done"]
    assert custody.shop.books()["cny"]["transferred"] == SHARE
    all_is_well(custody)


@pytest.mark.parametrize("fault", ["answer_lost", "http_500"])
def test_silence_is_asked_about_and_never_paid_twice(custody: Custody, fault: str) -> None:
    custody.open_account()
    custody.paid()
    custody.end()
    custody.shop.stripe.faults.add(fault, "transfers.create", times=3)
    custody.minutes()
    assert statuses("channel_split") == ["unknown"]
    assert balance("suspense:split:") == SHARE
    custody.shop.proof()

    custody.minutes()
    assert statuses("channel_split") == ["done"]
    assert len(custody.shop.stripe.account.all("transfer")) == 1
    all_is_well(custody)


def test_a_share_whose_answer_was_lost_is_found_after_stripe_has_forgotten_its_key(custody: Custody) -> None:
    custody.open_account()
    custody.paid()
    custody.end()
    custody.shop.stripe.faults.add("answer_lost", "transfers.create", times=3)
    custody.minutes()
    custody.shop.stripe.keys.load({})
    custody.minutes(60 * 30)

    assert statuses("channel_split") == ["done"]
    assert len(custody.shop.stripe.account.all("transfer")) == 1
    all_is_well(custody)


def test_a_refused_share_waits_aside_until_finance_has_it_tried_again_under_its_number(custody: Custody) -> None:
    custody.open_account("nobody")
    order_id = custody.passed_on()
    (failed,) = custody.shown(order_id)
    assert (failed["status"], failed["failures"]) == ("failed", 1)
    assert [each["id"] for each in custody.failed("splits")] == [failed["id"]]
    assert balance("suspense:split:") == SHARE
    assert told("channel_split.failed")
    custody.shop.proof()

    custody.open_account()
    assert custody.retry().status == 202
    (done,) = custody.shown(order_id)
    assert (done["id"], done["status"], done["account"]) == (failed["id"], "done", ACCOUNT)
    assert not custody.failed("splits")
    assert custody.retry(key="and-again").problem == "invalid_state"
    assert custody.shop.books()["cny"]["transferred"] == SHARE
    all_is_well(custody)


@pytest.mark.parametrize("name", ["order.shares_released", "channel_split.due"])
def test_a_fact_that_comes_twice_passes_nothing_on_twice(custody: Custody, name: str) -> None:
    custody.open_account()
    custody.passed_on()
    before = len(custody.shop.stripe.account.all("transfer"))
    for row in told(name):
        for listener in listeners()[name]:
            assert deliver(listener, row)
    custody.minutes()

    assert before == len(custody.shop.stripe.account.all("transfer")) == 1
    assert statuses("channel_split") == ["done"]
    all_is_well(custody)


def test_what_is_given_back_before_it_was_sent_is_not_passed_on(custody: Custody) -> None:
    order_id = custody.passed_on()
    custody.shop.refund(custody.seller, order_id, [{"line_no": 1, "amount": 4_000}])
    custody.open_account()
    custody.minutes(61)

    assert custody.shop.books()["cny"]["transferred"] == SHARE - 2_800
    assert balance(f"{custody.party}:receivable") == 0
    all_is_well(custody)


def test_what_is_given_back_as_a_whole_leaves_nothing_to_pass_on(custody: Custody) -> None:
    order_id = custody.passed_on()
    custody.shop.refund(custody.seller, order_id, [{"line_no": 1}])
    custody.open_account()
    custody.minutes(61)

    assert statuses("channel_split") == ["void"]
    assert not custody.shop.stripe.account.all("transfer")
    all_is_well(custody)


def test_what_came_from_the_buyers_wallet_is_passed_on_by_the_ledger(custody: Custody) -> None:
    custody.open_account()
    custody.shop.recharge(custody.buyer, 4_000)
    order_id = custody.passed_on(tenders=[{"type": "wallet", "amount": 4_000}])

    amounts = {split["provider"]: split["amount"]["amount"] for split in custody.shown(order_id)}
    assert amounts == {"stripe": SHARE * 6 // 10, "internal": SHARE * 4 // 10}
    assert statuses("channel_split") == ["done", "done"]
    assert balance(f"{custody.party}:available") == SHARE * 4 // 10
    all_is_well(custody)

    custody.shop.refund(custody.seller, order_id, [{"line_no": 1}])
    assert balance(f"{custody.party}:available") == 0
    custody.shop.proof()


def test_an_order_on_hold_passes_nothing_on_until_it_moves(custody: Custody) -> None:
    custody.open_account()
    order_id = custody.paid()
    custody.end()
    hold = {"kind": "risk", "reason": "looked at"}
    token = custody.shop.token(custody.finance)
    call("orders.holds", f"POST /v1/merchant/orders/{order_id}/hold", hold, token=token, key="hold").ok()
    custody.minutes()
    assert statuses("channel_split") == ["planned"]

    call(
        "orders.holds", f"POST /v1/merchant/orders/{order_id}/release", {"reason": "all is well"}, token=token, key="go"
    ).ok()
    custody.minutes(60 * 25)
    assert statuses("channel_split") == ["done"]


def test_only_finance_names_accounts_and_only_for_parties(custody: Custody) -> None:
    seller = custody.shop.token(custody.seller)
    route = f"PUT /v1/admin/channel-accounts/{custody.party}/stripe"
    assert call("splits.channel_accounts", route, {"account": ACCOUNT}, token=seller).status == 403
    custody.open_account("acct_old")
    custody.open_account()
    shown = call(
        "splits.channel_accounts",
        f"GET /v1/admin/channel-accounts/{custody.party}/stripe",
        token=custody.shop.token(custody.finance),
    ).ok()
    assert shown["account"] == ACCOUNT
    wrong = call(
        "splits.channel_accounts",
        "PUT /v1/admin/channel-accounts/platform:commission/stripe",
        {"account": ACCOUNT},
        token=custody.shop.token(custody.finance),
    )
    assert wrong.problem == "invalid_id"
    assert not [row for row in cloud.rows() if row["kind"] == "channel_account" and row["account"] != ACCOUNT]
