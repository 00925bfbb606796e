"""One small marketplace for many histories: opened once, then put back as it was."""

import itertools
import pickle
import random
from typing import Any

from bench.year.channels import Channels
from bench.year.market import Market
from bench.year.world import World
from tests.support import call
from tests.support.memory.lasting import Lasting


class Moment:
    """All that the product and its providers remember, as it was when this was made."""

    def __init__(self, world: World, luck: random.Random) -> None:
        self.world, self.luck = world, luck
        self.market, self.channels = Market(world, luck, sellers_there=2, buyers_there=2), Channels(world)
        self.market.open()
        self.began = world.time.now
        self._rows = list(world.table.state.rows())
        self._kept = pickle.dumps(self._outside())

    def back(self) -> None:
        """Everything as it was then."""
        world, account, desk = self.world, self.world.stripe.account, self.world.bank.desk
        kept, luck, keys, desk.transfers, desk.deposits, desk.events, count, asked = pickle.loads(self._kept)
        account.objects, account.behaviours, account.jobs = kept
        self.luck.setstate(luck)
        world.stripe.keys.load(keys)
        world.table.state = Lasting(self._rows, world._added)
        world.bus.fresh.clear()
        world.time.now = self.began
        call.COUNT, self.market.keys = itertools.count(count), itertools.count(asked)

    def _outside(self) -> Any:
        account, desk = self.world.stripe.account, self.world.bank.desk
        return (
            (account.objects, account.behaviours, account.jobs), self.luck.getstate(), self.world.stripe.keys.dump(),
            desk.transfers, desk.deposits, desk.events, next(call.COUNT), next(self.market.keys),
        )  # fmt: skip
