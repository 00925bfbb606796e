"""A marketplace whose channels pass their shares on to the parties."""

from collections.abc import Callable

import pytest

from argosy.kernel import settings
from tests.conftest import Clock
from tests.payments.conftest import alipay, wechat
from tests.splits.custody import Custody
from tests.support.people import Person
from tests.support.shop import Shop

__all__ = ["alipay", "wechat"]


@pytest.fixture
def custody(shop: Shop, time: Clock, join: Callable[..., Person], monkeypatch: pytest.MonkeyPatch) -> Custody:
    monkeypatch.setenv("CUSTODY", "channel")
    settings.settings.cache_clear()
    return Custody(shop, time, join)
