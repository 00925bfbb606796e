"""Facts of orders are told here without orders, so those who would work on the orders do not hear them."""

from collections.abc import Callable

import pytest

from tests.notifications.world import add_device, configure
from tests.support import bus as support
from tests.support.people import Person

HEARS = ("identity.", "social.", "notifications.")


@pytest.fixture(autouse=True)
def only_these_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    every = support.listeners()
    some = {name: [one for one in heard if one.name.startswith(HEARS)] for name, heard in every.items()}
    monkeypatch.setattr(support, "listeners", lambda: some)


@pytest.fixture
def bob(join: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Person:
    """Has one device, and the deployment has an application for it."""
    bob = join("bob")
    configure(monkeypatch, "ios", "android")
    add_device(bob)
    return bob


@pytest.fixture
def sam(join: Callable[..., Person]) -> Person:
    return join("sam")
