"""Ann publishes, Bob takes part."""

from collections.abc import Callable

import pytest

from tests.social.world import publish_post
from tests.support.people import Person


@pytest.fixture
def ann(join: Callable[..., Person]) -> Person:
    """Writes posts and sells; as a moderator she needs no review."""
    return join("ann", "moderator", "seller")


@pytest.fixture
def bob(join: Callable[..., Person]) -> Person:
    return join("bob")


@pytest.fixture
def post(ann: Person) -> str:
    """Ann's."""
    return publish_post(ann)
