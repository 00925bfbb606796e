"""Who is there when costs are measured, and where."""

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import pytest

from argosy.kernel import clock, secrets
from local.channels.bank import BankSimulator
from local.channels.stripe import StripeSimulator
from tests.conftest import Clock
from tests.ledger.treasury import Treasury
from tests.payouts.world import Payouts
from tests.support import people
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.cloud import cloud
from tests.support.people import Person
from tests.support.shop import Shop

KEYS = itertools.count(1)
ADDRESS = {"name": "Bea", "line1": "1 Quay Street", "city": "Bristol", "postal_code": "BS1 4RW", "country": "GB"}


def cny(minor: int) -> dict[str, Any]:
    return {"amount": minor, "currency": "CNY"}


class Story:
    """A marketplace with a bank; everybody is there already."""

    def __init__(self, bus: Bus, stripe: StripeSimulator, bank: BankSimulator, time: Clock) -> None:
        def join(name: str, *roles: str) -> Person:
            return people.join(bus, name, *roles)

        self.bus, self.time = bus, time
        self.shop = Shop(bus, stripe, join)
        self.bank = Payouts(bus, bank, join, time)
        self.treasury = Treasury(bus, join("fay", "finance"), join("finn", "finance"))
        self.seller, self.buyer, self.friend = join("sol", "seller"), join("bea"), join("ben")

    def ask(self, who: Person, function: str, request: str, body: Any = None) -> Any:
        """One request, and whatever follows from it."""
        token, key = self.shop.token(who), f"cost-{next(KEYS)}"
        answer = call(function, request, body, token=token, key=key).ok()
        self.bus.settle()
        return answer

    def forward(self, **span: float) -> None:
        """Time passes, minute by minute as the schedules see it."""
        self.time.forward(**span)
        self.shop.drain()
        self.treasury.again()


@contextmanager
def stage() -> Iterator[Story]:
    """An empty deployment on moto, in which time moves when it is looked at."""
    time = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: time.forward(milliseconds=1))
        with cloud(patch), StripeSimulator() as stripe, BankSimulator(settle_seconds=float("inf")) as simulated:
            held = json.dumps(simulated.settings())
            boto3.client("secretsmanager").create_secret(Name="argosy/channels/bank", SecretString=held)
            secrets.forget()
            yield Story(Bus(), stripe, simulated, time)
