"""What every test of disputes starts from: a shop with a seller, a buyer, finance, and the buyer's bank."""

from collections.abc import Callable

import pytest

from tests.conftest import Clock
from tests.disputes.bank import Bank
from tests.payouts.conftest import world
from tests.support.people import Person
from tests.support.shop import Shop

__all__ = ["bank", "buyer", "finance", "seller", "world"]


@pytest.fixture
def bank(shop: Shop, time: Clock) -> Bank:
    return Bank(shop, time)


@pytest.fixture
def seller(join: Callable[..., Person]) -> Person:
    return join("seller", "seller")


@pytest.fixture
def buyer(join: Callable[..., Person]) -> Person:
    return join("buyer")


@pytest.fixture
def finance(join: Callable[..., Person]) -> Person:
    return join("fay", "finance")
