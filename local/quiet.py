"""Whether anything still moves on the emulator: what a test or the demo waits for instead of sleeping."""

import asyncio
import time
from typing import Any

from local.ministack import module
from local.timeshift.shift import offset_seconds

LOOKS = 3


async def quiet(timeout_seconds: float) -> dict[str, Any]:
    """Answers once nothing moved at three looks in a row, or when the time is over; `moving` says what still does."""
    deadline, calm = time.monotonic() + timeout_seconds, 0
    while calm < LOOKS and time.monotonic() < deadline:
        calm = 0 if moving() else calm + 1
        await asyncio.sleep(0.03)
    return {"quiet": calm >= LOOKS, "moving": moving(), "changes": changes()}


def moving() -> list[str]:
    """Calls that run, messages that could be received now and stream records that nobody read, in words."""
    mappings = [
        each for each in list(module("services.lambda_svc")._esms._data.items()) if each[1].get("Enabled", True)
    ]
    return [*_calls(), *_messages({mapping["EventSourceArn"] for _, mapping in mappings}), *_records(mappings)]


def changes() -> int:
    """How many items were written, changed or deleted since the start, as the tables' streams count them."""
    tables = module("services.dynamodb")
    return sum(
        tables.stream_end_position(name, account_id=account, region=region)
        for account, region, name in list(tables._tables._data)
    )


def _calls() -> list[str]:
    functions = module("services.lambda_svc")
    running = functions.executions_in_flight()[0] + sum(list(functions._esm_inflight.values()))
    return [f"{running} calls of functions"] if running else []


def _messages(watched: set[str]) -> list[str]:
    now, found = time.time() + offset_seconds(), []
    for key, queue in list(module("services.sqs")._queues._data.items()):
        waiting = [message for message in list(queue["messages"]) if message["visible_at"] <= now]
        if waiting and queue["attributes"].get("QueueArn") in watched:
            found.append(f"{len(waiting)} messages in {str(key[-1]).rsplit('/', 1)[-1]}")
    return found


def _records(mappings: list[tuple[Any, dict[str, Any]]]) -> list[str]:
    read = module("services.lambda_svc")._dynamodb_stream_positions._data
    found = []
    for key, mapping in mappings:
        table, is_stream, _ = mapping["EventSourceArn"].partition("/stream/")
        if not is_stream:
            continue
        name = table.rsplit("/", 1)[-1]
        end = module("services.dynamodb").stream_end_position(name, account_id=key[0], region=key[1])
        if end > read.get(key, 0):
            found.append(f"{end - read.get(key, 0)} records of {name} for {mapping['FunctionName']}")
    return found
