"""The marketplace's channels, and the desk of finance."""

import pytest

from argosy.ledger import books
from tests.conftest import Clock
from tests.payments.conftest import alipay, wechat
from tests.reconciliation.desk import Desk
from tests.support.shop import Shop

__all__ = ["alipay", "wechat"]


@pytest.fixture
def desk(shop: Shop, time: Clock) -> Desk:
    return Desk(shop, time)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """moto's indexes are never behind. What an alarm watches is written, whatever ran before."""
    monkeypatch.setattr(books, "LAG_SECONDS", 0.0)
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
