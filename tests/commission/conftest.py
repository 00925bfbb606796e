"""Who sits at the operators' desk."""

from collections.abc import Callable

import pytest

from tests.support.people import Person


@pytest.fixture
def finance(join: Callable[..., Person]) -> Person:
    return join("finance", "finance")


@pytest.fixture
def support(join: Callable[..., Person]) -> Person:
    return join("support", "support")
