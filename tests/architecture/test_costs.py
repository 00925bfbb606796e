"""What the generated table of costs promises: every command is in it, and is one write."""

from functools import cache

import pytest

from bench.costs.meter import Cost
from bench.costs.table import costs, keyed_routes

MOST_ROUND_TRIPS_OF_CHECKOUT = 3


@cache
def counted() -> dict[str, Cost]:
    return costs()


def test_every_route_that_moves_stock_or_money_is_in_the_table() -> None:
    assert sorted(keyed_routes() - set(counted())) == []


def test_a_command_is_one_write_and_two_only_around_a_providers_call() -> None:
    dear = {name: cost for name, cost in counted().items() if name in keyed_routes() and cost.writes != 1}

    assert {name for name, cost in dear.items() if cost.writes > 2 or not cost.providers} == set()


@pytest.mark.parametrize("route", ["POST /v1/checkout/quotes", "POST /v1/orders"])
def test_checkout_of_three_lines_takes_three_round_trips_at_most(route: str) -> None:
    cost = counted()[route]

    assert cost.reads + cost.writes <= MOST_ROUND_TRIPS_OF_CHECKOUT
