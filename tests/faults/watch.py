"""Watches every call of AWS: each is a step of the world, and fails as AWS and our transport would let it fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from argosy.kernel.aws import ClientError, NoAnswer
from tests.faults.clouds import InMemory
from tests.faults.touched import touched
from tests.faults.world import Wire, World
from tests.support.hook import Call, Send, on_attempts, on_calls, on_sendings

THROTTLED = {"dynamodb": "ProvisionedThroughputExceededException"}


def _wire(service: str, operation: str, given: Any) -> Wire:
    def throttled() -> Any:
        code = THROTTLED.get(service, "ThrottlingException")
        raise ClientError({"Error": {"Code": code, "Message": "injected"}}, operation)

    def conflict() -> Exception:
        reasons = [{"Code": "TransactionConflict"}] + [{"Code": "None"}] * (len(given["TransactItems"]) - 1)
        refusal: Any = {"Error": {"Code": "TransactionCanceledException", "Message": "injected"}}
        return ClientError(refusal | {"CancellationReasons": reasons}, operation)

    return Wire(throttled, lambda: NoAnswer(f"{service} injected"), conflict, _eventual(operation, given))


def _eventual(operation: str, given: Any) -> bool:
    """Whether the answer may be one from before the last writes."""
    if operation == "BatchGetItem":
        return not all(asked.get("ConsistentRead") for asked in given["RequestItems"].values())
    return operation in ("GetItem", "Query") and not given.get("ConsistentRead")


@contextmanager
def watched(world: World, aws_here: InMemory) -> Iterator[None]:
    """Every call of every client is a step of this world as long as it is on."""

    def call(go_on: Call, service: str, operation: str, given: dict[str, Any]) -> Any:
        if not world.on:
            return go_on(service, operation, given)
        return world.step(
            f"{service}.{operation}",
            lambda: aws_here.call(service, operation, given),
            _wire(service, operation, given),
            lambda: touched(service, operation, given, aws_here.table.state),
        )

    def attempt(go_on: Call, service: str, operation: str, given: dict[str, Any]) -> Any:
        return (aws_here.attempt if world.on else go_on)(service, operation, given)

    def drop(send: Send, *given: Any) -> Any:
        """The effect is there already; our transport's own tries do the rest."""
        answer = send(*given)
        if world.on and world.lose():
            raise NoAnswer("injected")
        return answer

    with pytest.MonkeyPatch.context() as patch:
        on_calls(patch, call)
        on_attempts(patch, attempt)
        on_sendings(patch, drop)
        yield
