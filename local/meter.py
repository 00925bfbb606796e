"""What the functions ask of AWS, counted where they ask: calls, DynamoDB's units, facts told, journals posted.

`GET {mail}/meter` gives the sums since the start. docs/local-stack.md says what the figures mean.
"""

import json
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from math import ceil
from threading import Lock
from typing import Any

from local.ministack import module

# What the SDK says of itself inside a function, and nowhere else.
FUNCTIONS = "exec-env/AWS_Lambda_"
WRITES = ("TransactWriteItems", "PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem")
READ_KB = 4096

Handle = Callable[[str, str, dict[str, str], bytes, Any], Awaitable[tuple[int, dict[str, str], bytes]]]
Wish = dict[str, Any]

_lock = Lock()
_calls: Counter[str] = Counter()
_units: dict[str, float] = {"read": 0, "write": 0}
_events: Counter[str] = Counter()
_journals: Counter[str] = Counter()


def sums() -> dict[str, dict[str, float]]:
    """Calls by `service:operation`, units by `write` and `read`, events by name, journals by business and step."""
    with _lock:
        return {
            name: dict(sorted(found.items()))
            for name, found in (("calls", _calls), ("units", _units), ("events", _events), ("journals", _journals))
        }


def count_call(headers: dict[bytes, bytes]) -> None:
    """One request at the emulator's door; only those of functions count."""
    if FUNCTIONS.encode() not in headers.get(b"user-agent", b""):
        return
    scope = re.search(rb"Credential=[^/]+/\d+/[^/]+/([^/]+)/", headers.get(b"authorization", b""))
    operation = headers.get(b"x-amz-target", b"").rpartition(b".")[2]
    with _lock:
        _calls[b":".join(part for part in (scope.group(1) if scope else b"unsigned", operation) if part).decode()] += 1


def measured(handle: Handle) -> Handle:
    """DynamoDB, asked for the capacity of each write besides."""

    async def handle_and_measure(
        method: str, path: str, headers: dict[str, str], body: bytes, query: Any
    ) -> tuple[int, dict[str, str], bytes]:
        operation = headers.get("x-amz-target", "").rpartition(".")[2]
        if FUNCTIONS not in headers.get("user-agent", ""):
            return await handle(method, path, headers, body, query)
        wish: Wish = json.loads(body)
        if operation not in WRITES:
            status, told, answer = await handle(method, path, headers, body, query)
            if status == 200:
                _note(read=read_units(operation, wish, json.loads(answer)))
            return status, told, answer
        asked = json.dumps({**wish, "ReturnConsumedCapacity": "TOTAL"}).encode()
        status, told, answer = await handle(method, path, headers, asked, query)
        # The figures stay in the answer, which carries a checksum over all of it.
        if status == 200:
            capacity = json.loads(answer).get("ConsumedCapacity", [])
            taken = capacity if isinstance(capacity, list) else [capacity]
            _note(write=sum(each["CapacityUnits"] for each in taken), items=_put(operation, wish))
        return status, told, answer

    return handle_and_measure


def read_units(operation: str, wish: Wish, said: Wish) -> float:
    """4 KB of what came back are one unit, half of one where it need not be consistent, two in a transaction."""
    size = module("services.dynamodb")._item_size_bytes
    if operation == "GetItem":
        return _units_of(size(said.get("Item", {})), wish)
    if operation == "Query":
        return _units_of(sum(map(size, said.get("Items", []))), wish)
    if operation == "TransactGetItems":
        return sum(2 * _units_of(size(each.get("Item", {})), {"ConsistentRead": True}) for each in said["Responses"])
    if operation == "BatchGetItem":
        return sum(
            sum(_units_of(size(item), wanted) for item in said["Responses"].get(table, []))
            + (len(wanted["Keys"]) - len(said["Responses"].get(table, []))) * _units_of(0, wanted)
            for table, wanted in wish["RequestItems"].items()
        )
    return 0


def _units_of(size_bytes: int, wish: Wish) -> float:
    return max(1, ceil(size_bytes / READ_KB)) * (1 if wish.get("ConsistentRead") else 0.5)


def _put(operation: str, wish: Wish) -> list[Wish]:
    """The whole items that were written."""
    if operation == "PutItem":
        return [wish["Item"]]
    return [each["Put"]["Item"] for each in wish.get("TransactItems", []) if "Put" in each]


def _note(*, read: float = 0, write: float = 0, items: list[Wish] | None = None) -> None:
    def text(item: Wish, name: str) -> str:
        return str(item.get(name, {}).get("S", ""))

    with _lock:
        _units["read"] += read
        _units["write"] += write
        for item in items or []:
            if text(item, "kind") == "event":
                _events[text(item, "name")] += 1
            elif text(item, "kind") == "journal":
                _journals[f"{text(item, 'business')} {text(item, 'step')}"] += 1


def install() -> None:
    """Puts the measuring between MiniStack's door and its DynamoDB."""
    handlers = module("app").SERVICE_HANDLERS
    handlers["dynamodb"] = measured(handlers["dynamodb"])
