"""What every capability test starts from: an empty deployment on moto, a bus, a clock that the test moves, and people."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from stripe import HTTPClient
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from argosy.kernel import clock
from local.channels.clock import Clock as SimulatorsClock
from local.channels.stripe import StripeSimulator
from tests.support import people
from tests.support.bus import Bus
from tests.support.cloud import cloud
from tests.support.people import Person
from tests.support.shop import Shop

NOW = datetime(2026, 11, 20, 4, 8, tzinfo=UTC)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling | None:
    """All journeys go to one worker. xdist 3.8's own groups are lost with pytest 9.2, which keeps a test's id elsewhere."""
    return OneStack(config, log) if config.getvalue("dist") == "loadgroup" else None


class OneStack(LoadScopeScheduling):
    """Every test for itself, and all that share the local stack together."""

    def _split_scope(self, nodeid: str) -> str:
        return "stack" if nodeid.startswith("tests/journeys/") else nodeid


class Clock:
    """The product's time, in the test's hands."""

    def __init__(self) -> None:
        self.now = NOW

    def forward(self, **span: float) -> datetime:
        """`clock.forward(minutes=15)`"""
        self.now += timedelta(**span)
        return self.now


class Same(SimulatorsClock):
    """Looks at the test's time without moving it."""

    def __init__(self, time: Clock) -> None:
        super().__init__()
        self._time = time

    def now(self) -> float:
        return self._time.now.timestamp()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Moves a millisecond with every look, so that what comes later is later."""
    moving = Clock()
    monkeypatch.setattr(clock, "now", lambda: moving.forward(milliseconds=1))
    return moving


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch, time: Clock) -> Iterator[Bus]:
    """An empty deployment, and the way of its facts."""
    with cloud(monkeypatch):
        yield Bus()


@pytest.fixture
def join(bus: Bus) -> Callable[..., Person]:
    """`join("ann", "seller")`: somebody who registered, has these roles and is signed in."""
    return lambda name, *roles, **more: people.join(bus, name, *roles, **more)


@pytest.fixture
def seller(join: Callable[..., Person]) -> Person:
    return join("seller", "seller")


@pytest.fixture
def buyer(join: Callable[..., Person]) -> Person:
    return join("buyer")


@pytest.fixture
def finance(join: Callable[..., Person]) -> Person:
    return join("fay", "finance")


@pytest.fixture
def shop(bus: Bus, monkeypatch: pytest.MonkeyPatch, join: Callable[..., Person], time: Clock) -> Iterator[Shop]:
    """A marketplace with a moderator, and Stripe, whom a client that heard nothing asks again without waiting."""
    monkeypatch.setattr(HTTPClient, "INITIAL_DELAY", 0)
    monkeypatch.setattr(HTTPClient, "MAX_DELAY", 0)
    with StripeSimulator(clock=Same(time)) as stripe:
        yield Shop(bus, stripe, join)
