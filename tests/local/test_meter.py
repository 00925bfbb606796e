"""What the story's figures are made of: only what functions ask, and DynamoDB's answers passed on as they are."""

import asyncio
import json
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from local import meter

FUNCTION = {"user-agent": "Botocore/1.44 exec-env/AWS_Lambda_python3.13"}
PERSON = {"user-agent": "Boto3/1.44"}


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("_calls", "_events", "_journals"):
        getattr(meter, name).clear()
    monkeypatch.setattr(meter, "_units", {"read": 0, "write": 0})
    size = SimpleNamespace(_item_size_bytes=lambda item: len(json.dumps(item)) if item else 0)
    monkeypatch.setattr(meter, "module", lambda name: size)
    yield


def ask(operation: str, wish: dict[str, Any], answer: dict[str, Any], who: dict[str, str], status: int = 200) -> Any:
    """What DynamoDB was asked, after the caller got exactly what it answered."""
    asked: list[dict[str, Any]] = []

    async def dynamodb(method: str, path: str, headers: dict[str, str], body: bytes, query: Any) -> Any:
        asked.append(json.loads(body))
        return status, {}, json.dumps(answer).encode()

    headers = {**who, "x-amz-target": f"DynamoDB_20120810.{operation}"}

    async def call() -> Any:
        return await meter.measured(dynamodb)("POST", "/", headers, json.dumps(wish).encode(), {})

    assert asyncio.run(call()) == (status, {}, json.dumps(answer).encode())
    return asked[0]


def put(**item: str) -> dict[str, Any]:
    return {"Put": {"Item": {name: {"S": value} for name, value in item.items()}}}


def test_a_transaction_is_counted_with_its_units_events_and_journals() -> None:
    wish = {
        "TransactItems": [
            put(kind="event", name="order.paid"),
            put(kind="journal", business="order", step="split"),
            put(kind="order"),
            {"Update": {}},
        ]
    }
    asked = ask("TransactWriteItems", wish, {"ConsumedCapacity": [{"CapacityUnits": 8.0}]}, FUNCTION)

    assert asked["ReturnConsumedCapacity"] == "TOTAL"
    found = meter.sums()
    assert found["units"] == {"read": 0, "write": 8}
    assert (found["events"], found["journals"]) == ({"order.paid": 1}, {"order split": 1})


def test_a_transaction_that_was_refused_told_and_posted_nothing() -> None:
    wish = {"TransactItems": [put(kind="event", name="order.paid")]}
    ask("TransactWriteItems", wish, {"__type": "TransactionCanceledException"}, FUNCTION, status=400)
    assert meter.sums()["events"] == {}


def test_what_the_operator_asks_is_passed_on_and_not_counted() -> None:
    asked = ask("PutItem", {"Item": {"kind": {"S": "event"}}}, {}, PERSON)
    assert "ReturnConsumedCapacity" not in asked
    assert meter.sums()["units"] == {"read": 0, "write": 0}


@pytest.mark.parametrize(
    ("operation", "wish", "answer", "units"),
    [
        ("GetItem", {}, {}, 0.5),
        ("GetItem", {"ConsistentRead": True}, {"Item": {"a": "x" * 5_000}}, 2),
        ("Query", {}, {"Items": [{"a": "x" * 3_000}] * 3}, 1.5),
        ("BatchGetItem", {"RequestItems": {"t": {"Keys": [{}, {}]}}}, {"Responses": {"t": [{"a": "x" * 5_000}]}}, 1.5),
        ("TransactGetItems", {}, {"Responses": [{"Item": {"a": "x"}}, {}]}, 4),
    ],
)
def test_reads_cost_by_the_size_of_what_came_back(
    operation: str, wish: dict[str, Any], answer: dict[str, Any], units: float
) -> None:
    ask(operation, wish, answer, FUNCTION)
    assert meter.sums()["units"]["read"] == units


def test_calls_are_named_by_service_and_operation_and_only_those_of_functions_count() -> None:
    signed = b"AWS4-HMAC-SHA256 Credential=test/20261120/eu-central-1/kms/aws4_request, SignedHeaders=host"
    asked = {b"authorization": signed, b"x-amz-target": b"TrentService.Sign"}
    meter.count_call({**asked, b"user-agent": FUNCTION["user-agent"].encode()})
    meter.count_call({**asked, b"user-agent": PERSON["user-agent"].encode()})
    assert meter.sums()["calls"] == {"kms:Sign": 1}
