"""The marketplace's channels, and the desk of finance."""

import pytest

from tests.conftest import Clock
from tests.payments.conftest import alipay, wechat
from tests.reconciliation.desk import Desk
from tests.support.shop import Shop

__all__ = ["alipay", "wechat"]


@pytest.fixture
def desk(shop: Shop, time: Clock) -> Desk:
    return Desk(shop, time)


@pytest.fixture(autouse=True)
def metrics(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an alarm watches is written, whatever ran before."""
    monkeypatch.setenv("POWERTOOLS_METRICS_DISABLED", "false")
