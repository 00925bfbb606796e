"""What every test of disputes starts from: a shop with a seller, a buyer, finance, and the buyer's bank."""

import pytest

from tests.conftest import Clock
from tests.disputes.bank import Bank
from tests.payouts.conftest import world
from tests.support.shop import Shop

__all__ = ["bank", "world"]


@pytest.fixture
def bank(shop: Shop, time: Clock) -> Bank:
    return Bank(shop, time)
