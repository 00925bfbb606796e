from collections.abc import Callable, Iterator

import pytest

from local.channels.alipay import AlipaySimulator
from local.channels.clock import Clock as SimulatorsClock
from tests.conftest import Clock
from tests.support.alipay import Alipay
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def alipay(shop: Shop, time: Clock, join: Callable[..., Person]) -> Iterator[Alipay]:
    """The marketplace's Alipay."""

    class Same(SimulatorsClock):
        """Looks at the test's time without moving it."""

        def now(self) -> float:
            return time.now.timestamp()

    with AlipaySimulator(clock=Same(), tells=False) as simulator:
        yield Alipay(shop, simulator, join)
