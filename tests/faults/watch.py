"""Watches botocore: each call of each client is a step of the world, and fails as AWS and its SDK would let it fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ReadTimeoutError

from argosy.kernel import aws
from tests.faults.clouds import STOCK_CALL, InMemory
from tests.faults.touched import touched
from tests.faults.world import Wire, World

THROTTLED = {"dynamodb": "ProvisionedThroughputExceededException"}
SERVICES = ("dynamodb", "events", "sqs")


def _raise(error: Exception) -> Any:
    raise error


def _wire(service: str, operation: str, given: Any) -> Wire:
    def throttled() -> Any:
        code = THROTTLED.get(service, "ThrottlingException")
        raise ClientError({"Error": {"Code": code, "Message": "injected"}}, operation)

    def conflict() -> Exception:
        reasons = [{"Code": "TransactionConflict"}] + [{"Code": "None"}] * (len(given["TransactItems"]) - 1)
        refusal: Any = {"Error": {"Code": "TransactionCanceledException", "Message": "injected"}}
        return ClientError(refusal | {"CancellationReasons": reasons}, operation)

    return Wire(throttled, lambda: ReadTimeoutError(endpoint_url=service), conflict, _eventual(operation, given))


def _eventual(operation: str, given: Any) -> bool:
    """Whether the answer may be one from before the last writes."""
    if operation == "BatchGetItem":
        return not all(asked.get("ConsistentRead") for asked in given["RequestItems"].values())
    return operation in ("GetItem", "Query") and not given.get("ConsistentRead")


@contextmanager
def watched(world: World, aws_here: InMemory) -> Iterator[None]:
    """Every call of every client is a step of this world as long as it is on."""

    def call(client: Any, operation: str, given: dict[str, Any]) -> Any:
        if not world.on:
            return STOCK_CALL(client, operation, given)
        service = client.meta.service_model.service_name
        return world.step(
            f"{service}.{operation}",
            lambda: aws_here.call(client, service, operation, given),
            _wire(service, operation, given),
            lambda: touched(service, operation, given, aws_here.table.state),
        )

    def drop(request: Any, **_: Any) -> None:
        """Registered last, so the effect is there already; botocore's own retries do the rest."""
        if world.on and world.lose():
            raise ReadTimeoutError(endpoint_url=request.url)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        for service in SERVICES:
            aws.client(service).meta.events.register_last("before-send", drop)
        yield
