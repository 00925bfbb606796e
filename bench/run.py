"""One handler in a process of its own: `python -m bench.run NAME cold|warm [CALLS]`; prints CPU seconds, or valgrind counts."""

import importlib
import json
import sys
import time
from types import SimpleNamespace
from typing import Any

CONTEXT = SimpleNamespace(
    function_name="bench",
    memory_limit_in_mb=512,
    aws_request_id="bench",
    get_remaining_time_in_millis=lambda: 10_000,
    invoked_function_arn="arn:aws:lambda:eu-central-1:000000000000:function:bench",
)


def answer(handler: Any, text: str) -> None:
    """One invocation as the runtime makes it: the event from text, the answer to text."""
    reply = handler(json.loads(text), CONTEXT)
    assert reply["statusCode"] == 201, reply
    json.dumps(reply)


def cold(name: str) -> None:
    """From a new process to a function that can answer: everything imported, the DynamoDB client made."""
    importlib.import_module(f"bench.handlers.{name}").ready()


def warm(name: str, calls: int) -> float:
    """CPU seconds per call, after the first ten."""
    from bench import stage

    stage.set_up()
    handler = importlib.import_module(f"bench.handlers.{name}").handler
    text = json.dumps(stage.event())
    for _ in range(10):
        answer(handler, text)
    before = time.process_time()
    for _ in range(calls):
        answer(handler, text)
    return (time.process_time() - before) / max(calls, 1)


if __name__ == "__main__":
    which, mode, *count = sys.argv[1:]
    if mode == "warm":
        print(warm(which, int(count[0]) if count else 300))
    elif which != "nothing":
        cold(which)
