"""A storm of deaths: all of them are kept, no partition is filled, and a person is told once."""

import json
import re
from collections import Counter, deque
from typing import Any

import pytest

from argosy.kernel.settings import settings
from argosy.queues import counting
from argosy.queues.items import SHARDS, LetterItem
from functions.queues import keep
from tests.support.bus import Bus
from tests.support.call import context
from tests.support.hook import Call, on_calls
from tests.support.memory import MemoryTable
from tests.support.memory.lasting import Lasting
from tests.support.privilege import role_of

DEATHS = 10_000
A_PARTITION_TAKES = 1_000
"""Write units a second."""
LISTENER = "notifications.push"


class Storm:
    """Stands where SQS stands, with a queue full of deaths; the table is in memory, since moto's is slow when it is full."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.waiting = deque(self._message(number) for number in range(DEATHS))
        self.taken: dict[str, dict[str, Any]] = {}
        self.table = MemoryTable()
        self.table.state = Lasting([], lambda row: None)
        self.written: Counter[str] = Counter()
        on_calls(patch, self._asked)

    def _message(self, number: int) -> dict[str, Any]:
        detail = {
            "id": f"evt_{number}",
            "name": "order.paid",
            "at": "2026-11-20T04:08:00.000Z",
            "data": {"text": "x" * 1_000},
        }
        said = {"listener": LISTENER, "code": "invalid_state", "why": "Not while it is closed."}
        return {
            "MessageId": str(number), "ReceiptHandle": str(number), "Body": json.dumps({"detail": detail}),
            "MessageAttributes": {name: {"StringValue": word} for name, word in said.items()},
        }  # fmt: skip

    def _asked(self, go_on: Call, service: str, operation: str, request: Any) -> Any:
        if service == "dynamodb":
            self._count(request.get("TransactItems", ()))
            return self.table.call(operation, request)
        if operation == "ReceiveMessage":
            some = [self.waiting.popleft() for _ in range(min(10, len(self.waiting)))]
            self.taken |= {each["ReceiptHandle"]: each for each in some}
            return {"Messages": some}
        assert operation == "DeleteMessageBatch"
        for entry in request["Entries"]:
            del self.taken[entry["ReceiptHandle"]]
        return {}

    def _count(self, parts: Any) -> None:
        """Write units of each partition of the table and of its indexes: two a KB in a transaction, one in an index."""
        for part in parts:
            (request,) = part.values()
            item = request.get("Item") or request["Key"]
            kilobytes = len(json.dumps(item)) // 1_024 + 1
            self.written[item["pk"]["S"]] += 2 * kilobytes
            if "gsi1pk" in item:
                self.written[item["gsi1pk"]["S"]] += kilobytes


def test_ten_thousand_deaths_fill_no_partition_and_are_one_alarm(
    bus: Bus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DEAD_LETTERS", "notifications")
    monkeypatch.setenv("DEAD_LETTER_URL", "https://sqs/1/argosy-queues-dead")
    settings.cache_clear()
    storm = Storm(monkeypatch)
    with role_of("functions.queues.keep"):
        keep.handler({}, context())

    assert not storm.waiting
    assert not storm.taken
    assert counting.waiting() == {(LISTENER, "invalid_state"): DEATHS}
    kept = sum(1 for shard in range(SHARDS) for _ in LetterItem.of_listener.every(listener=LISTENER, shard=shard))
    assert kept == DEATHS
    # Were all of them written in one minute, which is as fast as they died:
    assert max(storm.written.values()) / 60 < A_PARTITION_TAKES / 4
    assert len(re.findall('"DeadLetters"', capsys.readouterr().out)) == 1
