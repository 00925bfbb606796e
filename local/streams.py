"""What AWS does with a stream's records that a function cannot handle, and MiniStack does not: bounded tries."""

import threading
import time
from collections.abc import Callable
from typing import Any

from local.ministack import module

PAUSE_SECONDS = 0.1

Result = dict[str, Any]
_polled = threading.local()


def remembering(filter_records: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """MiniStack filters a batch just before it calls the function: that is where the mapping is known."""

    def filter_and_remember(records: Any, mapping: Any) -> Any:
        _polled.mapping = mapping
        return filter_records(records, mapping)

    return filter_and_remember


def bounded(execute: Callable[..., Result]) -> Callable[..., Result]:
    """After a failure each record gets `MaximumRetryAttempts` tries of its own; what still fails goes to the failure
    destination, so that one poisoned record neither blocks its shard nor takes its neighbours along."""

    def execute_boundedly(function: Any, event: Any, *rest: Any) -> Result:
        result = execute(function, event, *rest)
        mapping = getattr(_polled, "mapping", None)
        if mapping is None or not _of_stream(event) or not _failed(result):
            return result
        tries = int(mapping.get("MaximumRetryAttempts", -1))
        if tries < 0:
            return {**result, "error": True}
        for record in event["Records"]:
            _try(execute, function, record, tries, mapping)
        return {"body": None}

    return execute_boundedly


def _try(execute: Callable[..., Result], function: Any, record: Any, tries: int, mapping: Any) -> None:
    result: Result = {}
    for _ in range(tries):
        result = execute(function, {"Records": [record]})
        if not _failed(result):
            return
        time.sleep(PAUSE_SECONDS)
    send = module("services.lambda_svc")._send_ddb_stream_failure_record
    send(mapping, function, [record], mapping["EventSourceArn"], result, "RetryAttemptsExhausted")


def _of_stream(event: Any) -> bool:
    records = event.get("Records") if isinstance(event, dict) else None
    return bool(records and records[0].get("eventSource") == "aws:dynamodb")


def _failed(result: Result) -> bool:
    """By raising, or by naming records in `batchItemFailures`, which MiniStack takes for success."""
    body = result.get("body")
    return bool(result.get("error")) or (isinstance(body, dict) and bool(body.get("batchItemFailures")))
