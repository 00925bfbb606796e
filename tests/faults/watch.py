"""Watches botocore: each call of each client is a step of the world, and fails as AWS and its SDK would let it fail."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError, ReadTimeoutError

from argosy.kernel import aws
from tests.faults.reads import same
from tests.faults.world import Wire, World

STOCK_CALL: Any = vars(BaseClient)["_make_api_call"]
THROTTLED = {"dynamodb": "ProvisionedThroughputExceededException"}


def _raise(error: Exception) -> Any:
    raise error


def _wire(service: str, operation: str, count: int) -> Wire:
    code = THROTTLED.get(service, "ThrottlingException")
    reasons: Any = {"CancellationReasons": [{"Code": "TransactionConflict"}] + [{"Code": "None"}] * (count - 1)}
    cancelled: Any = {"Error": {"Code": "TransactionCanceledException", "Message": "injected"}} | reasons
    return Wire(
        throttled=lambda: _raise(ClientError({"Error": {"Code": code, "Message": "injected"}}, operation)),
        timed_out=lambda: ReadTimeoutError(endpoint_url=service),
        conflict=lambda: ClientError(cancelled, operation),
    )


@contextmanager
def watched(world: World) -> Iterator[None]:
    """Every call of every client is a step of this world as long as it is on."""

    def call(client: Any, operation: str, given: dict[str, Any]) -> Any:
        if not world.on:
            return STOCK_CALL(client, operation, given)
        service = client.meta.service_model.service_name

        def do() -> Any:
            losing = world.losing
            known = world.read(operation, given) if service == "dynamodb" else None
            if known is not None and not world.comparing:
                return known
            answer = STOCK_CALL(client, operation, given)
            if known is not None and not same(known, answer):
                raise AssertionError(f"{operation} {given} is {known} here and {answer} in moto")
            for _ in range((1 + losing) if operation == "PutEvents" else 0):
                world.taken(given["Entries"])
            return answer

        wire = _wire(service, operation, len(given.get("TransactItems", [])))
        return world.step(f"{service}.{operation}", do, wire, eventual="IndexName" in given)

    def drop(request: Any, **_: Any) -> None:
        """Registered last, so the effect is there already; botocore's own retries do the rest."""
        if world.lose():
            raise ReadTimeoutError(endpoint_url=request.url)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", call)
        for service in ("dynamodb", "events", "sqs"):
            aws.client(service).meta.events.register_last("before-send", drop)
        yield
