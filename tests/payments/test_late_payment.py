"""Money that comes after its order was closed: the order lives again where policy and stock allow it, else it goes back."""

from collections.abc import Callable

import pytest

from argosy.kernel import settings
from argosy.payments.matrix import Said
from tests.conftest import Clock
from tests.support.books import balance
from tests.support.bus import told
from tests.support.cloud import rows
from tests.support.late import PRICE, Scene, journals
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def policy(monkeypatch: pytest.MonkeyPatch, bus: object) -> Callable[[str], None]:
    """What the platform does from now on with late money."""

    def sets(policy: str) -> None:
        monkeypatch.setenv("LATE_PAYMENT", policy)
        settings.settings.cache_clear()

    return sets


@pytest.fixture
def scene(policy: Callable[[str], None], shop: Shop, join: Callable[..., Person], time: Clock) -> Scene:
    policy("revive")
    return Scene(shop, join("seller", "seller"), join("buyer"), time)


@pytest.mark.parametrize("close", [Scene.expire, Scene.cancel])
def test_late_money_revives_an_order_whose_stock_is_still_there(scene: Scene, close: Callable[[Scene], None]) -> None:
    close(scene)
    assert scene.found == ("closed", "closed", 2)
    scene.channel_says(Said.PAID_AS_ASKED)
    scene.channel_says(Said.PAID_AS_ASKED)

    assert scene.found == ("paid", "succeeded", 1)
    shown = scene.shop.show(scene.buyer, scene.order_id)
    assert (shown["pay_status"], shown["close_reason"]) == ("paid", None)
    assert [row["status"] for row in rows() if row["kind"] == "reservation"] == ["sold"]
    assert len(told("order.paid")) == 1
    scene.complete()
    assert scene.shop.wallet(scene.seller)["CNY"]["available"] == 7_000
    scene.shop.proof()


def test_a_revived_order_is_given_back_like_any_other(scene: Scene) -> None:
    scene.expire()
    scene.channel_says(Said.PAID_AS_ASKED)
    scene.refund()

    assert scene.found == ("closed", "succeeded", 2)
    assert scene.shop.books()["cny"]["net"] == 0
    scene.shop.proof()


def test_late_money_goes_back_where_somebody_else_has_bought_the_last_pieces(
    scene: Scene, join: Callable[..., Person]
) -> None:
    scene.expire()
    scene.shop.order(join("other"), {scene.product["skus"][0]["id"]: 2})
    scene.channel_says(Said.PAID_AS_ASKED)

    assert scene.found == ("closed", "auto_refunded", 0)
    assert '"late"' in told("payment.unclaimed_money_received")[0]["data"]
    assert balance("suspense:") == 0
    scene.shop.proof()


def test_of_two_late_payments_one_revives_the_order_and_the_other_goes_back(scene: Scene) -> None:
    other = scene.shop.attempt(scene.buyer, scene.order_id).ok()
    scene.expire()
    scene.channel_says(Said.PAID_AS_ASKED, other)
    scene.channel_says(Said.PAID_AS_ASKED)

    assert scene.found == ("paid", "auto_refunded", 1)
    assert scene.shop.books()["cny"]["net"] == PRICE
    assert '"duplicate"' in told("payment.unclaimed_money_received")[0]["data"]
    scene.shop.proof()


def test_another_amount_revives_nothing(scene: Scene) -> None:
    scene.expire()
    scene.channel_says(Said.PAID_OTHERWISE)

    assert scene.found == ("closed", "auto_refunded", 2)
    scene.shop.proof()


def test_what_was_refunded_is_not_revived(scene: Scene) -> None:
    scene.pay_by_another()
    scene.refund()
    scene.channel_says(Said.PAID_AS_ASKED)

    assert scene.found == ("closed", "auto_refunded", 2)
    scene.shop.proof()


def test_a_wallets_part_that_was_spent_meanwhile_keeps_the_order_closed(scene: Scene) -> None:
    shop, buyer = scene.shop, scene.buyer
    shop.recharge(buyer, 4_000)
    mixed = shop.attempt(buyer, scene.order_id, tenders=[{"type": "wallet", "amount": 4_000}]).ok()
    scene.expire()
    tip = shop.order(buyer, {shop.sku(scene.seller, price=4_000): 1})
    shop.attempt(buyer, tip, channel="wallet").ok()
    scene.channel_says(Said.PAID_AS_ASKED, mixed)

    assert shop.show(buyer, scene.order_id)["status"] == "closed"
    assert balance(f"user:{buyer.id}:cash") == 0
    shop.proof()


def test_the_policy_is_the_one_under_which_the_order_was_placed(scene: Scene, policy: Callable[[str], None]) -> None:
    policy("refund")
    scene.expire()
    before = journals()
    scene.channel_says(Said.PAID_AS_ASKED)

    assert scene.found == ("paid", "succeeded", 1)
    assert len(journals() - before) == 2


def test_a_purchase_over_two_sellers_is_revived_as_a_whole(scene: Scene, join: Callable[..., Person]) -> None:
    shop, other = scene.shop, join("other", "seller")
    wanted = {scene.product["skus"][0]["id"]: 1, shop.sku(other, PRICE): 1}
    order_id = shop.order(scene.buyer, wanted)
    attempt = shop.attempt(scene.buyer, order_id).ok()
    scene.expire()
    scene.channel_says(Said.PAID_AS_ASKED, attempt)

    parts = [
        row["status"] for row in rows() if row["kind"] == "order" and order_id in (row["id"], row.get("parent_id"))
    ]
    assert parts == ["paid"] * 3
    assert [shop.wallet(seller)["CNY"]["pending"] for seller in (scene.seller, other)] == [7_000, 7_000]
    shop.proof()
