"""A desk on which cases lie."""

from collections.abc import Callable

import pytest

from tests.after_sales.world import Desk
from tests.conftest import Clock
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def desk(shop: Shop, join: Callable[..., Person], time: Clock) -> Desk:
    return Desk(shop, join, time)
