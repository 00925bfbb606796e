"""WeChat Pay, for the tests of its channel."""

from collections.abc import Iterator

import pytest

from local.channels.wechat import WechatSimulator
from tests.conftest import Clock
from tests.support.shop import Shop
from tests.support.wechat import ProductsClock, Wechat


@pytest.fixture
def wechat(shop: Shop, time: Clock) -> Iterator[Wechat]:
    """Its banks take an hour for a refund."""
    with WechatSimulator(clock=ProductsClock(time), notify=False, settle_seconds=3_600) as simulator:
        yield Wechat(shop, simulator)
