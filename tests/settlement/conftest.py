"""Who takes part in a settlement."""

from collections.abc import Callable

import pytest

from tests.support.people import Person


@pytest.fixture
def seller(join: Callable[..., Person]) -> Person:
    return join("seller", "seller")


@pytest.fixture
def finance(join: Callable[..., Person]) -> Person:
    return join("fay", "finance")
