"""Counts what functions ask of AWS, by route or listener. Units are DynamoDB's own rules applied to the items' sizes."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from math import ceil
from typing import Any

import pytest
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from argosy.kernel.http import Api
from argosy.kernel.worker import Listener
from local.meter import WRITES, read_units
from local.ministack import module
from tests.support import cloud, privilege
from tests.support.hook import Call, on_calls

WRITE_BYTES = 1024
INDEXES = ("gsi1", "gsi2")
Wish = dict[str, Any]
Wire = dict[str, Any]


@dataclass
class Cost:
    """Of one invocation: round trips to DynamoDB by kind, calls to others, and DynamoDB's units."""

    reads: int = 0
    writes: int = 0
    others: list[str] = field(default_factory=list)
    providers: int = 0
    read_units: float = 0
    write_units: float = 0

    @property
    def weight(self) -> tuple[float, float, int]:
        """A write unit costs five times as much as a read unit."""
        return 5 * self.write_units + self.read_units, self.writes + self.reads, len(self.others)


class Meter:
    """`costs` are those of the dearest invocation of each route or listener that succeeded."""

    def __init__(self) -> None:
        self.costs: dict[str, Cost] = {}
        self._now: Cost | None = None

    def measured(self, name: str, do: Callable[[], Any], succeeded: Callable[[Any], bool]) -> Any:
        self._now = cost = Cost()
        try:
            answer = do()
        finally:
            self._now = None
        if succeeded(answer) and cost.weight >= self.costs.get(name, cost).weight:
            self.costs[name] = cost
        return answer

    def call(self, go_on: Call, service: str, operation: str, wish: Wish) -> Any:
        """One call of AWS; what a test does itself costs nothing."""
        if self._now is None or not privilege.running():
            return go_on(service, operation, wish)
        if service != "dynamodb":
            self._now.others.append(f"{service}:{operation}")
            return go_on(service, operation, wish)
        if operation not in WRITES:
            answer = go_on(service, operation, wish)
            self._now.reads += 1
            self._now.read_units += read_units(operation, wish, answer)
            return answer
        parts = _parts(operation, wish)
        before = [_stored(key) for key in parts]
        answer = go_on(service, operation, wish)
        times = 2 if operation == "TransactWriteItems" else 1
        self._now.writes += 1
        self._now.write_units += sum(
            _write_units(stood, _stored(key), times) for key, stood in zip(parts, before, strict=True)
        )
        return answer

    def provider(self) -> None:
        """A request to somebody who is not AWS."""
        if self._now is not None:
            self._now.providers += 1


def _parts(operation: str, wish: Wish) -> list[Wire]:
    """The keys of what it writes or checks."""
    parts = [next(iter(item.values())) for item in wish["TransactItems"]] if "TransactItems" in wish else [wish]
    return [part["Item"] if "Item" in part else part["Key"] for part in parts]


def _stored(key: Wire) -> Wire:
    table = dynamodb_backends[DEFAULT_ACCOUNT_ID][cloud.REGION].tables[cloud.TABLE]
    partition = {hashed.value: rows for hashed, rows in table.items.items()}.get(key["pk"]["S"], {})
    item = {ranged.value: item for ranged, item in partition.items()}.get(key["sk"]["S"])
    return dict(item.to_json()["Attributes"]) if item else {}


def _write_units(before: Wire, after: Wire, times: int) -> float:
    """A KB begun is a unit, of the larger of the item before and after; twice in a transaction, where a check costs as a write.

    Each index that holds the item writes it once more; where its key in the index changes it is taken out as well.
    """
    size = module("services.dynamodb")._item_size_bytes
    units = float(times * max(1, ceil(max(size(before), size(after)) / WRITE_BYTES)))
    for index in INDEXES if before != after else ():
        was, is_now = (
            {name: item[name] for name in (f"{index}pk", f"{index}sk") if name in item} for item in (before, after)
        )
        if was and is_now and was == is_now:
            units += ceil(max(size(before), size(after)) / WRITE_BYTES)
        else:
            units += (ceil(size(before) / WRITE_BYTES) if was else 0) + (
                ceil(size(after) / WRITE_BYTES) if is_now else 0
            )
    return units


@contextmanager
def metered() -> Iterator[Meter]:
    """From here on everything that functions ask is counted."""
    meter = Meter()
    answer, hear, requested = Api._answer, Listener._record, HTTPConnection.putrequest

    def route(api: Any, request: Any) -> Any:
        return meter.measured(request.route_key, lambda: answer(api, request), lambda told: told.status < 300)

    def listener(hears: Any, record: Any) -> Any:
        name = f"{hears.name} ← {json.loads(record['body'])['detail']['name']}"
        return meter.measured(name, lambda: hear(hears, record), lambda _: True)

    def provider(connection: HTTPConnection, *given: Any, **options: Any) -> None:
        meter.provider()
        requested(connection, *given, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Api, "_answer", route)
        patch.setattr(Listener, "_record", listener)
        patch.setattr(HTTPConnection, "putrequest", provider)
        on_calls(patch, meter.call)
        yield meter
