"""The table in memory and moto are told the same histories, and have to say the same."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import boto3
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from tests.faults.workshop import workshop
from tests.support import cloud, moto_strict
from tests.support.bus import Bus
from tests.support.memory import MemoryTable
from tests.support.memory.alike import Request, differences, told
from tests.support.memory.histories import history

QUIET = settings(
    max_examples=80, deadline=None, database=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
"""Histories are short enough to be read as they are found."""
MOST_TOLD = 25


def empty_moto() -> Callable[[str, Any], Any]:
    dynamodb_backends[DEFAULT_ACCOUNT_ID][cloud.REGION].tables[cloud.TABLE].items.clear()
    moto_strict.TOKENS.clear()
    client: Any = boto3.client("dynamodb")
    call: Callable[[str, Any], Any] = client._make_api_call
    return call


@pytest.fixture(scope="module")
def spoken() -> list[Request]:
    """What the product asks of the table in the whole story."""
    found: list[Request] = []
    with workshop() as made, pytest.MonkeyPatch.context() as patch:
        asks = made.lab.aws.call

        def call(service: str, operation: str, given: Any) -> Any:
            if service == "dynamodb":
                found.append((operation, given))
            return asks(service, operation, given)

        patch.setattr(made.lab.aws, "call", call)
        made.sweep.calm()
    return found


@QUIET
@given(luck=st.randoms(use_true_random=False))
def test_memory_and_moto_say_the_same_of_the_same_history(bus: Bus, luck: random.Random) -> None:
    assert list(differences(MemoryTable().call, empty_moto(), history(luck))) == []


@QUIET
@given(luck=st.randoms(use_true_random=False))
def test_what_the_product_asks_is_answered_alike_in_any_order(
    bus: Bus, spoken: list[Request], luck: random.Random
) -> None:
    told = [luck.choice(spoken) for _ in range(luck.randint(1, MOST_TOLD))]

    assert list(differences(MemoryTable().call, empty_moto(), told)) == []


def test_a_state_that_was_kept_is_not_changed_by_what_comes_after(bus: Bus) -> None:
    luck, table = random.Random(1), MemoryTable()
    for _ in range(200):
        before = table.state
        rows = [(row.key, dict(row.wire)) for row in before.rows()]
        for operation, request in history(luck):
            told(partial(table.call, operation, request))
        assert [(row.key, dict(row.wire)) for row in before.rows()] == rows
    assert rows
