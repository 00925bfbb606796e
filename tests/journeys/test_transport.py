"""Our own transport and botocore's on the local stack's engine, over real sockets: the same answers and the same refusals."""

import random
from collections.abc import Iterator
from typing import Any

import pytest

from local import aws
from tests.journeys.conftest import Local
from tests.support import cloud
from tests.support.memory.histories import history
from tests.transport.both import TRANSPORTS, outcome
from tests.transport.cases import Asked, story
from tests.transport.conftest import forget
from tests.transport.test_same_on_moto import REFUSALS

pytestmark = pytest.mark.stack
HISTORIES = 12


@pytest.fixture
def engine(local: Local, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name, value in (cloud.ENVIRONMENT | {"AWS_ENDPOINT_URL": local.stack.aws}).items():
        monkeypatch.setenv(name, value)
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION"):
        monkeypatch.setenv(name, local.stack.region)
    forget()
    client: Any = aws.client("dynamodb", local.stack.aws, local.stack.region)
    assert local.stack.table != cloud.TABLE
    yield client
    if cloud.TABLE in client.list_tables()["TableNames"]:
        client.delete_table(TableName=cloud.TABLE)
    forget()


def told(engine: Any, transport: str, asked: list[Asked], run: str) -> list[Any]:
    """On an empty table. The engine remembers tokens whatever becomes of the table."""
    cloud.make_table(engine)
    answers = []
    for operation, request in asked:
        token = {"ClientRequestToken": f"{request['ClientRequestToken']}-{run}"} if "TransactItems" in request else {}
        kind, answer = outcome(transport, "dynamodb", operation, request | token)
        if answer:
            answer["ResponseMetadata"] = {"status": answer["ResponseMetadata"]["HTTPStatusCode"]}
        answers.append((kind, answer))
    engine.delete_table(TableName=cloud.TABLE)
    return answers


def both(engine: Any, asked: list[Asked], run: str) -> list[Any]:
    """What both said of it, once they have said the same."""
    ours, theirs = (told(engine, transport, asked, f"{run}-{transport}") for transport in TRANSPORTS)
    assert [pair for pair in zip(asked, ours, theirs, strict=True) if pair[1] != pair[2]] == []
    return ours


def test_the_story_of_every_operation_and_every_refusal_is_the_same(engine: Any) -> None:
    answers = both(engine, list(story(cloud.TABLE)), "story")

    codes = {answer["Error"]["Code"] for kind, answer in answers if kind == "no"}
    assert codes >= REFUSALS - {"IdempotentParameterMismatchException"}


def test_any_history_is_the_same(engine: Any) -> None:
    for seed in range(HISTORIES):
        both(engine, history(random.Random(seed)), str(seed))
