"""A treasury: two people of finance, who together put money into wallets."""

from collections.abc import Callable

import pytest

from tests.ledger.treasury import Treasury
from tests.support.bus import Bus
from tests.support.people import Person


@pytest.fixture
def treasury(bus: Bus, join: Callable[..., Person]) -> Treasury:
    return Treasury(bus, join("fay", "finance"), join("finn", "finance"))
