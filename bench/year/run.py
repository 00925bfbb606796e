"""The year from its first day to the proof of its books."""

import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from argosy.kernel import clock
from argosy.ledger.accounts import FEE_EXPENSE
from bench.year.afterwards import Afterwards
from bench.year.agenda import Agenda
from bench.year.channels import Channels
from bench.year.days import Days
from bench.year.figures import Month, Tally, by_month
from bench.year.market import Market
from bench.year.purchases import Purchases
from bench.year.world import World, world

CURRENCIES = ("CNY", "USD")


@dataclass
class Ended:
    """What there is to show at the end."""

    proof: dict[str, Any]
    tally: Tally
    months: dict[str, dict[str, Month]]
    """By currency, then by month."""
    providers: dict[str, tuple[int, int]]
    """What each channel's own books say it holds for us, and what the ledger says."""
    seconds: float

    @property
    def holds(self) -> bool:
        return bool(self.proof["holds"]) and all(theirs == ours for theirs, ours in self.providers.values())


def run(orders: int, seed: int, progress: Callable[[str], None], span: timedelta = timedelta(days=365)) -> Ended:
    """Raises AssertionError where the product fails on the way."""
    began = time.monotonic()
    with world(seed) as made:
        luck, tally, agenda = random.Random(seed), Tally(), Agenda(made.time)
        market = Market(made, luck)
        market.open()
        made.time.now += timedelta(days=2)  # new bank accounts cool off
        first = clock.now()
        channels = Channels(made)
        purchases = Purchases(market, channels, agenda, tally, Afterwards(market, channels, agenda, tally))
        Days(made, market, tally, luck).begin(agenda, first)
        for _ in range(orders):
            agenda.at(first + luck.random() * span, purchases.begin)
        for month in range(1, 13):
            agenda.at(first + span * month / 12, partial(_say, progress, month, tally, began))
        agenda.play(first + span + timedelta(seconds=1))
        channels.hear_all()
        return _ended(made, market, tally, began)


def _say(progress: Callable[[str], None], month: int, tally: Tally, began: float) -> None:
    placed = sum(times for what, times in tally.counts.items() if what.startswith("orders: "))
    progress(
        f"{month}/12 of the time: {placed} orders, {tally.counts['refunds']} refunds ({time.monotonic() - began:.0f} s)"
    )


def _ended(made: World, market: Market, tally: Tally, began: float) -> Ended:
    proof = market.ask(market.finance[0], "ledger.proof", "GET /v1/admin/ledger/proof").ok()
    journals = list(made.rows("journal"))
    months = {currency: by_month(journals, currency) for currency in CURRENCIES}
    return Ended(proof, tally, months, providers(made), time.monotonic() - began)


def providers(made: World) -> dict[str, tuple[int, int]]:
    """The truth outside, held against `world:` accounts: they are below zero by what the channel holds for us.

    Without the channels' fees, which the ledger has only once they are billed.
    """
    held: Counter[tuple[str, str]] = Counter()
    for row in made.rows("balance"):
        held[row["account"], row["asset"]] -= int(row.get("balance_minor") or 0)
    for journal in made.rows("journal"):
        for posting in json.loads(journal["postings"]):
            if posting["source"] == FEE_EXPENSE:
                held[posting["destination"], journal["asset"]] += posting["amount_minor"]
            if posting["destination"] == FEE_EXPENSE:
                held[posting["source"], journal["asset"]] -= posting["amount_minor"]
    found = {}
    for name, simulator in (("stripe", made.stripe), ("alipay", made.alipay), ("wechat", made.wechat)):
        for code, sums in simulator.books().items():
            found[f"{name} {code.upper()}"] = sums["net"], held[f"world:{name}", code.upper()]
    return found
