"""One small deployment for thousands of runs: made once through the product's own doors, then put back as it was."""

import itertools
import json
import pickle
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any, Literal

import boto3
import pytest

from argosy.kernel import auth, clock, secrets
from argosy.kernel.transport import tries
from local.channels.bank import BankSimulator
from tests.conftest import Clock
from tests.faults import bank
from tests.faults.bank import bank_in_process
from tests.faults.clouds import InMemory, OnMoto
from tests.faults.provider import stripe_in_process
from tests.faults.watch import watched
from tests.faults.world import World
from tests.support import call, cloud, people
from tests.support.bus import Bus
from tests.support.memory import Row
from tests.support.people import Person
from tests.support.shop import Shop

TableName = Literal["memory", "moto"]
STOCK, PRICE_MINOR = 5, 10_001
TABLES: dict[str, type[InMemory]] = {"memory": InMemory, "moto": OnMoto}
A_MONTH_SECONDS = 30 * 24 * 3600


class Lab:
    """What stands outside the product: the table's rows, the provider's and the bank's books, the time, and luck."""

    def __init__(self, world: World, shop: Shop, bank: BankSimulator, time: Clock, luck: random.Random) -> None:
        self.world, self.stripe, self.bank, self.time, self.luck = world, shop.stripe, bank, time, luck
        self.seller, self.buyer = shop.join("seller", "seller"), shop.join("buyer")
        self.others = [shop.join("bea"), shop.join("ben")]
        self.finance, self.admin = shop.join("fay", "finance"), shop.join("ada", "admin")
        self.colleague = shop.join("finn", "finance")
        self.product = shop.product(self.seller, PRICE_MINOR, stock=STOCK)["id"]
        self.sku = call.call("catalogue.read", f"GET /v1/products/{self.product}").ok()["skus"][0]["id"]
        self.aws: InMemory

    def taken(self, more: Any) -> Any:
        """All of it, and `more`, as it is now."""
        account, keys = self.stripe.account, self.stripe.keys
        kept = (account.objects, account.behaviours, account.jobs, account._random.getstate(), keys.dump())
        plain = (
            kept,
            bank.kept(self.bank),
            self.time.now,
            self.luck.getstate(),
            self.world.steps,
            next(call.COUNT),
            more,
        )
        return self.aws.taken(), pickle.dumps(plain)

    def back_to(self, moment: Any) -> Any:
        """Everything as it was then; gives back `more`."""
        table, plain = moment
        self.aws.back_to(table)
        kept, known, self.time.now, luck, self.world.steps, count, more = pickle.loads(plain)
        call.COUNT = itertools.count(count)
        account = self.stripe.account
        account.objects, account.behaviours, account.jobs, provider_luck, keys = kept
        account._random.setstate(provider_luck)
        self.stripe.keys.load(keys)
        bank.put_back(self.bank, known)
        self.luck.setstate(luck)
        return more

    def rows(self, kind: str) -> list[Row]:
        """Every item of a kind."""
        return [row for row in self.aws.rows() if row.kind == kind]

    def cold(self) -> None:
        """The functions' processes are new: what they kept in memory is gone."""
        auth.public_key.cache_clear()
        secrets.forget()
        tries.budget.back(tries.Budget.MOST)


@contextmanager
def lab(table: TableName = "memory") -> Iterator[Lab]:
    """A deployment with people and a product, in which time never passes by itself and nobody waits."""
    time, luck = Clock(), random.Random(7)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: time.forward(milliseconds=1))
        patch.setattr("argosy.kernel.ids.os", SimpleNamespace(urandom=luck.randbytes))
        drawn = lambda: uuid.UUID(int=luck.getrandbits(128))  # noqa: E731
        patch.setattr("argosy.kernel.write.uuid", SimpleNamespace(uuid4=drawn))
        patch.setattr("time.sleep", lambda seconds: None)
        patch.setattr(call, "COUNT", itertools.count(1))  # ids follow from requests' numbers, whatever ran before
        patch.setattr("argosy.kernel.metric.count", lambda context, what: None)  # it would be printed among the figures
        patch.setattr(auth, "ACCESS_SECONDS", A_MONTH_SECONDS)  # nobody signs in again during a story
        with cloud.cloud(patch):
            world, bus = World(), Bus()
            with stripe_in_process(world, time) as stripe, bank_in_process(world, luck) as bank_here:
                held = json.dumps(bank_here.settings())
                boto3.client("secretsmanager").create_secret(Name="argosy/channels/bank", SecretString=held)
                made = Lab(world, Shop(bus, stripe, lambda *who: _join(bus, *who)), bank_here, time, luck)
                made.aws = TABLES[table](world)
                with watched(world, made.aws):
                    yield made


def _join(bus: Bus, name: str, *roles: str) -> Person:
    return people.join(bus, name, *roles)
