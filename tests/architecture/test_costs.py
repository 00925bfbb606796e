"""What the generated table of costs promises: every command is in it, and is one write. That it is fresh is one of the checks."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from bench.costs.table import keyed_routes

TABLE = Path(__file__).parents[2] / "docs" / "costs.md"
ROW = re.compile(r"\| `(.+?)` \| (\d+) \| (\d+) \| \S+ \| \S+ \| .*\| (\d*) \|")
MOST_ROUND_TRIPS_OF_CHECKOUT = 3
SETTLES_TOO = {"POST /v1/admin/disputes/{dispute_id}/accept"}
"""Noted, then the channel's word is settled as any other, then answered."""


class Row(NamedTuple):
    reads: int
    writes: int
    providers: int


def rows() -> dict[str, Row]:
    found = (ROW.fullmatch(line) for line in TABLE.read_text(encoding="utf-8").splitlines())
    return {row[1]: Row(int(row[2]), int(row[3]), int(row[4] or 0)) for row in found if row}


def test_every_route_that_moves_stock_or_money_is_in_the_table() -> None:
    assert sorted(keyed_routes() - set(rows())) == []


def test_a_command_is_one_write_and_two_only_around_a_providers_call() -> None:
    dear = {name: row for name, row in rows().items() if name in keyed_routes() and row.writes != 1}

    assert {name for name, row in dear.items() if row.writes > 2 or not row.providers} == SETTLES_TOO


@pytest.mark.parametrize("route", ["POST /v1/checkout/quotes", "POST /v1/orders"])
def test_checkout_of_three_lines_takes_three_round_trips_at_most(route: str) -> None:
    row = rows()[route]

    assert row.reads + row.writes <= MOST_ROUND_TRIPS_OF_CHECKOUT
