import json
from collections.abc import Callable, Iterator

import pytest

from argosy.kernel import secrets
from local.channels.bank import BankSimulator
from tests.conftest import Clock, Same
from tests.payouts.world import Payouts
from tests.support import cloud
from tests.support.bus import Bus
from tests.support.people import Person


@pytest.fixture
def world(bus: Bus, join: Callable[..., Person], time: Clock) -> Iterator[Payouts]:
    """A bank that says nothing by itself: a test does it for it."""
    with BankSimulator(clock=Same(time), settle_seconds=float("inf")) as bank:
        held = json.dumps(bank.settings())
        cloud.client("secretsmanager").create_secret(Name="argosy/channels/bank", SecretString=held)
        secrets.forget()
        found = Payouts(bus, bank, join, time)
        yield found
        found.proof()
