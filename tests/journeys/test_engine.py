"""The table in memory, on which the fault harness runs, says what the local stack's engine says."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from local import aws
from tests.journeys.conftest import Local
from tests.support import cloud
from tests.support.memory import MemoryTable
from tests.support.memory.alike import Request, differences
from tests.support.memory.histories import history

pytestmark = pytest.mark.stack
HISTORIES = 12


@pytest.fixture
def histories() -> list[list[Request]]:
    with pytest.MonkeyPatch.context() as patch, cloud.cloud(patch):
        return [tokens_of_its_own(history(random.Random(seed)), seed) for seed in range(HISTORIES)]


def tokens_of_its_own(told: list[Request], seed: int) -> list[Request]:
    """The engine remembers tokens for ten minutes, whatever becomes of the table."""
    return [
        (
            name,
            request | {"ClientRequestToken": f"{request['ClientRequestToken']}-{seed}"}
            if "TransactItems" in request
            else request,
        )
        for name, request in told
    ]


@pytest.fixture
def engine(local: Local) -> Iterator[Any]:
    client: Any = aws.client("dynamodb", local.stack.aws, local.stack.region)
    assert local.stack.table != cloud.TABLE
    yield client
    if cloud.TABLE in client.list_tables()["TableNames"]:
        client.delete_table(TableName=cloud.TABLE)


def test_memory_and_the_local_stacks_engine_say_the_same(histories: list[list[Request]], engine: Any) -> None:
    found: list[str] = []
    for told in histories:
        cloud.make_table(engine)
        found += differences(MemoryTable().call, engine._make_api_call, told)
        engine.delete_table(TableName=cloud.TABLE)
    assert found == []
