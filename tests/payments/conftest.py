"""The marketplace's other channels, in the time of the test."""

from collections.abc import Callable, Iterator

import pytest

from local.channels.alipay import AlipaySimulator
from local.channels.wechat import WechatSimulator
from tests.conftest import Clock, Same
from tests.support.alipay import Alipay
from tests.support.people import Person
from tests.support.shop import Shop
from tests.support.wechat import Wechat


@pytest.fixture
def alipay(shop: Shop, time: Clock, join: Callable[..., Person]) -> Iterator[Alipay]:
    """The marketplace's Alipay."""
    with AlipaySimulator(clock=Same(time), tells=False) as simulator:
        yield Alipay(shop, simulator, join)


@pytest.fixture
def wechat(shop: Shop, time: Clock) -> Iterator[Wechat]:
    """The marketplace's WeChat Pay, where banks take an hour for a refund."""
    with WechatSimulator(clock=Same(time), notify=False, settle_seconds=3_600) as simulator:
        yield Wechat(shop, simulator)
