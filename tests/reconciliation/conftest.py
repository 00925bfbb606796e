"""The marketplace's channels, and the desk of finance."""

import pytest

from tests.conftest import Clock
from tests.payments.conftest import alipay, wechat
from tests.reconciliation.desk import Desk
from tests.support.shop import Shop

__all__ = ["alipay", "wechat"]


@pytest.fixture
def desk(shop: Shop, time: Clock) -> Desk:
    return Desk(shop, time)
