"""The simulated year, made short: it plays what it says, and it does not hold when money is missing."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from bench.year import days, run
from bench.year.chart import svg
from bench.year.world import World

A_MONTH = timedelta(days=30)


def silent(_: str) -> None:
    """Progress that nobody reads."""


def test_a_month_of_a_marketplace_ends_with_every_invariant_and_every_channel_in_agreement() -> None:
    ended = run.run(40, 7, silent, A_MONTH)

    assert ended.holds
    assert len(ended.providers) > 2
    assert sum(month["paid"] for month in ended.months["CNY"].values()) > 0
    assert sum(month["paid out"] for month in ended.months["CNY"].values()) > 0
    assert "2026-11" in svg(ended.months["CNY"], "CNY")


def test_money_that_a_channel_has_and_the_ledger_has_not_is_seen_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: Callable[..., run.Ended] = run._ended

    def tampered(made: World, *given: object) -> run.Ended:
        balance = next(row for row in made.table.state.rows() if row.wire.get("account", {}).get("S") == "world:stripe")
        balance.wire["balance_minor"]["N"] = str(int(balance.wire["balance_minor"]["N"]) + 1)
        balance.__dict__.pop("plain", None)
        return ended(made, *given)

    monkeypatch.setattr(run, "_ended", tampered)
    monkeypatch.setattr(days.Days, "begin", lambda *_: None)

    assert not run.run(10, 7, silent, timedelta(days=1)).holds
