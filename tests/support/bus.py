"""Takes facts from the table to their listeners as relay and bus do, and queues: at least once, and until all is quiet."""

import importlib
import json
import pathlib
from functools import cache
from typing import Any

from argosy.kernel.worker import Listener
from tests.support import cloud
from tests.support.call import context
from tests.support.privilege import role_of

ROOT = pathlib.Path(__file__).parents[2]


@cache
def listeners() -> dict[str, list[Listener]]:
    """Every listener of the product by the name of the fact it hears."""
    found: dict[str, list[Listener]] = {}
    for path in sorted((ROOT / "functions").glob("*/*.py")):
        handler = getattr(importlib.import_module(f"functions.{path.parent.name}.{path.stem}"), "handler", None)
        if isinstance(handler, Listener):
            for heard in handler.events:
                found.setdefault(heard.name, []).append(handler)
    return found


def told(name: str | None = None) -> list[dict[str, Any]]:
    """The facts that were told, oldest first."""
    facts = [row for row in cloud.rows() if row["kind"] == "event" and name in (None, row["name"])]
    return sorted(facts, key=lambda row: row["sk"])


def envelope(row: dict[str, Any]) -> dict[str, Any]:
    """A fact as the relay puts it on the bus."""
    return {
        "id": row["id"], "name": row["name"], "version": row["event_version"], "at": row["at"], "actor": row["actor"],
        "trace_id": row["trace_id"], "hops": row["hops"], "subject": row["subject"],
        "order": row.get("order"), "data": json.loads(row["data"]),
    }  # fmt: skip


def brought(row: dict[str, Any]) -> dict[str, Any]:
    """What the bus calls a listener with."""
    return {
        "version": "0", "id": row["id"], "detail-type": row["name"], "source": "argosy", "account": "123456789012",
        "time": row["at"], "region": "eu-west-1", "resources": [], "detail": envelope(row),
    }  # fmt: skip


def called(listener: Listener, row: dict[str, Any]) -> bool:
    """One fact to one listener, whom the bus calls; whether it was done. What it fails with, Lambda would keep and try again."""
    with role_of(listener.__module__):
        try:
            listener(brought(row), context())
        except Exception:
            return False
    return True


def deliver(listener: Listener, row: dict[str, Any]) -> bool:
    """One fact to one listener, from its queue; whether that may forget the message."""
    record = {
        "messageId": row["id"],
        "receiptHandle": "r",
        "body": json.dumps({"detail-type": row["name"], "detail": envelope(row)}),
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:eu-west-1:123456789012:queue",
        "awsRegion": "eu-west-1",
        "md5OfBody": "",
    }
    with role_of(listener.__module__):
        return not listener({"Records": [record]}, context())["batchItemFailures"]


class Bus:
    """What was delivered so far in a test."""

    def __init__(self) -> None:
        self.done: set[tuple[str, str]] = set()

    def settle(self, *, rounds: int = 30) -> None:
        """Deliver until nothing new is told. Fails when a listener keeps failing or facts never end."""
        for _ in range(rounds):
            open_ones = [
                (listener, row)
                for row in told()
                for listener in listeners().get(row["name"], [])
                if (listener.name, row["id"]) not in self.done
            ]
            if not open_ones:
                return
            for listener, row in open_ones:
                if called(listener, row):
                    self.done.add((listener.name, row["id"]))
        raise AssertionError(f"never quiet: {[(listener.name, row['name']) for listener, row in open_ones]}")

    def again(self, name: str) -> None:
        """Deliver every fact of this name once more: queues do that."""
        for row in told(name):
            for listener in listeners().get(name, []):
                assert deliver(listener, row)
