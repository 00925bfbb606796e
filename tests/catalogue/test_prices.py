"""New prices on sale: near yesterday's they hold at once, far from it they wait ten minutes and may be taken back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from argosy.catalogue.prices import Held, may_hold, noted
from tests.catalogue.goods import PRODUCT, changed, published, seen, sku
from tests.conftest import Clock
from tests.support import people
from tests.support.bus import Bus, told
from tests.support.people import Person
from tests.support.shop import Shop

AT = datetime(2026, 11, 20, tzinfo=UTC)
PRICE = PRODUCT["skus"][0]["price"]["amount"]


def ago(minor: int, currency: str = "CNY", **span: float) -> Held:
    return Held(minor, currency, AT - timedelta(**span))


@pytest.mark.parametrize(
    ("history", "minor", "holds"),
    [
        ((), 1, True),
        ((ago(1_000, days=9),), 1_200, True),
        ((ago(1_000, days=9),), 1_201, False),
        ((ago(1_000, days=9),), 800, True),
        ((ago(1_000, days=9),), 799, False),
        ((ago(1_000, days=9), ago(1_200, hours=1)), 1_440, False),
        ((ago(1_000, days=9), ago(1_200, hours=24)), 1_440, True),
        ((ago(1_000, days=9), ago(5_000, hours=1)), 5_000, True),
        ((ago(1_000, hours=2), ago(1_200, hours=1)), 1_201, False),
        ((ago(1_000, "USD", days=9),), 9_000, True),
    ],
)
def test_a_price_holds_at_once_within_a_fifth_of_what_it_was_a_day_ago(
    history: tuple[Held, ...], minor: int, holds: bool
) -> None:
    assert may_hold(history, minor, "CNY", AT) is holds


def test_a_history_keeps_a_day_and_what_was_before_it() -> None:
    long = (ago(1, days=3), ago(2, days=2), ago(3, hours=5))

    assert [held.minor for held in noted(long, 4, "CNY", AT)] == [2, 3, 4]
    assert noted(long, 3, "CNY", AT) == long


class Sail:
    """A sail on sale at 19.99."""

    def __init__(self, seller: Person, moderator: Person, time: Clock, shop: Shop) -> None:
        self.seller, self.time, self.shop = seller, time, shop
        product = published(seller, moderator)
        self.id, self.sku = product["id"], product["skus"][0]["id"]

    def asks(self, amount: int, currency: str = "CNY", **more: Any) -> Any:
        wish = sku("RED-M", id=self.sku, price={"amount": amount, "currency": currency})
        del wish["stock"]
        seller = people.sign_in(self.seller.id, self.seller.email)
        return changed(seller, self.id, skus=[wish], **more).ok()

    def costs(self) -> int:
        return int(seen(self.id).ok()["skus"][0]["price"]["amount"])

    def wait(self, **span: float) -> None:
        self.time.forward(**span)
        self.shop.drain()


@pytest.fixture
def sail(shop: Shop, join: Callable[..., Person], time: Clock) -> Sail:
    return Sail(join("ann", "seller"), join("mod", "moderator"), time, shop)


def test_a_slip_of_a_digit_sells_nothing_for_ten_minutes(sail: Sail, bus: Bus) -> None:
    mine = sail.asks(199)

    assert (sail.costs(), mine["status"], mine["skus"][0]["price"]["amount"]) == (PRICE, "published", 199)
    (coming,) = mine["coming_prices"]
    assert (coming["sku_id"], coming["price"]["amount"]) == (sail.sku, 199)
    sail.wait(minutes=9)
    assert sail.costs() == PRICE
    sail.wait(minutes=2)
    bus.again("catalogue.prices_due")
    assert sail.costs() == 199
    assert len(told("catalogue.prices_changed")) == 1


def test_a_price_that_is_taken_back_in_time_never_holds(sail: Sail) -> None:
    sail.asks(199)
    sail.wait(minutes=5)
    assert sail.asks(PRICE)["coming_prices"] == []
    sail.wait(minutes=30)

    assert (sail.costs(), told("catalogue.prices_changed")) == (PRICE, [])


def test_a_second_thought_waits_from_its_own_time(sail: Sail) -> None:
    sail.asks(199)
    sail.wait(minutes=5)
    sail.asks(299)
    sail.wait(minutes=6)
    assert sail.costs() == PRICE
    sail.wait(minutes=5)
    assert sail.costs() == 299


def test_two_steps_do_not_go_where_one_may_not(sail: Sail) -> None:
    assert sail.asks(1_600)["coming_prices"] == []
    assert sail.asks(1_300)["coming_prices"] != []
    assert sail.costs() == 1_600
    sail.wait(hours=25)
    assert sail.costs() == 1_300
    sail.wait(hours=25)
    assert sail.asks(1_100)["coming_prices"] == []


def test_what_is_taken_off_sale_meanwhile_keeps_its_price(sail: Sail, shop: Shop) -> None:
    from functions.catalogue import products
    from tests.support.call import call

    sail.asks(199)
    seller = people.sign_in(sail.seller.id, sail.seller.email)
    call(products, f"POST /v1/products/{sail.id}/unpublish", token=seller.token).ok()
    sail.wait(minutes=11)
    assert told("catalogue.prices_changed") == []
