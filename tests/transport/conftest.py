"""A deployment whose AWS is a host of the test."""

from collections.abc import Iterator

import pytest
from botocore.auth import SigV4Auth

from argosy.kernel.settings import settings
from argosy.kernel.transport import credentials, stock, tries, wire
from tests.support import moto_fast
from tests.support.cloud import ENVIRONMENT
from tests.transport.server import Server, serving

SESSION_TOKEN = "a/session+token=" * 50
"""As long as Lambda's."""


def forget() -> None:
    """What a process keeps: connections, clients, what it may still send again."""
    for idle in wire._idle.values():
        while idle:
            idle.pop().close()
    for kept in (stock.client, stock._session, settings):
        kept.cache_clear()
    credentials._kept.clear()
    tries.budget.back(tries.Budget.MOST)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    for name, value in (ENVIRONMENT | {"AWS_SESSION_TOKEN": SESSION_TOKEN}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    monkeypatch.setattr(SigV4Auth, "add_auth", moto_fast.STOCK_SIGN)  # the rest of the suite does without
    forget()
    yield monkeypatch
    forget()


@pytest.fixture
def server(fresh: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving() as made:
        fresh.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{made.port}")
        yield made
