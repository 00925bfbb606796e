"""One small deployment for thousands of runs: made once through the product's own doors, then put back as it was."""

import pickle
import random
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from argosy.kernel import auth, clock, secrets
from tests.conftest import Clock
from tests.faults.provider import stripe_in_process
from tests.faults.reads import Reads
from tests.faults.watch import watched
from tests.faults.world import World
from tests.support import cloud, moto_strict, people
from tests.support.bus import Bus
from tests.support.people import Person
from tests.support.shop import Shop

STOCK, PRICE_MINOR = 5, 10_001


class Lab:
    """What stands outside the product: the table's rows, the provider's books, the time, and luck."""

    def __init__(self, world: World, shop: Shop, time: Clock) -> None:
        self.world, self.stripe, self.time = world, shop.stripe, time
        self.luck = random.Random(7)
        self.seller, self.buyer = shop.join("seller", "seller"), shop.join("buyer")
        self.sku = shop.sku(self.seller, price=PRICE_MINOR, stock=STOCK)
        self._table.items = pickle.loads(pickle.dumps(self._table.items))
        self.older: Any = None
        world.read = Reads(lambda: self._table).answer

    @property
    def _table(self) -> Any:
        return dynamodb_backends[DEFAULT_ACCOUNT_ID][cloud.REGION].tables[cloud.TABLE]

    def taken(self, more: Any) -> bytes:
        """All of it, and `more`, as it is now."""
        account, keys = self.stripe.account, self.stripe.keys
        kept = (account.objects, account.behaviours, account.jobs, account._random.getstate(), keys.dump())
        return pickle.dumps(
            (
                self._table.items,
                dict(moto_strict.TOKENS),
                kept,
                self.time.now,
                self.luck.getstate(),
                self.world.steps,
                more,
            )
        )

    def back_to(self, moment: bytes) -> Any:
        """Everything as it was then; gives back `more`."""
        self._table.items, tokens, kept, self.time.now, luck, self.world.steps, more = pickle.loads(moment)
        moto_strict.TOKENS.clear()
        moto_strict.TOKENS.update(tokens)
        account = self.stripe.account
        account.objects, account.behaviours, account.jobs, provider_luck, keys = kept
        account._random.setstate(provider_luck)
        self.stripe.keys.load(keys)
        self.luck.setstate(luck)
        self.older = None
        return more

    def remember(self) -> None:
        """The table before a write: what an eventually consistent read may still show."""
        self.older = pickle.dumps(self._table.items)

    def stale(self, read: Any) -> Any:
        """The read, answered from before the last write."""
        present = self._table.items
        if self.older is None:
            return read()
        self._table.items = pickle.loads(self.older)
        try:
            return read()
        finally:
            self._table.items = present

    def items(self) -> Iterator[Any]:
        """moto's own items."""
        for partition in self._table.items.values():
            yield from partition.values()

    def cold(self) -> None:
        """The functions' processes are new: what they kept in memory is gone."""
        auth.public_key.cache_clear()
        secrets.forget()


@contextmanager
def lab() -> Iterator[Lab]:
    """A deployment with a seller, a buyer and a product, in which time never passes by itself and nobody waits."""
    time = Clock()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: time.forward(milliseconds=1))
        with cloud.cloud(patch):
            world, bus = World(), Bus()
            with stripe_in_process(world, time) as stripe, watched(world):
                made = Lab(world, Shop(bus, stripe, lambda *who: _join(bus, *who)), time)
                patch.setattr("argosy.kernel.ids.os", SimpleNamespace(urandom=made.luck.randbytes))
                drawn = lambda: uuid.UUID(int=made.luck.getrandbits(128))  # noqa: E731
                patch.setattr("argosy.kernel.write.uuid", SimpleNamespace(uuid4=drawn))
                patch.setattr("time.sleep", lambda seconds: None)
                yield made


def _join(bus: Bus, name: str, *roles: str) -> Person:
    return people.join(bus, name, *roles)
