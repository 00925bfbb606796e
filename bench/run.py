"""One handler in a process of its own: `python -m bench.run NAME CALLS`; prints CPU seconds a call after the first ten."""

import importlib
import json
import os
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
SETTLED = 10


def answer(handler: Any, text: str) -> None:
    """One invocation as the runtime makes it: the event from text, the answer to text."""
    reply = handler(json.loads(text), CONTEXT)
    assert reply["statusCode"] == 201, reply
    json.dumps(reply)


def main(name: str, calls: int) -> None:
    """`nothing` is the interpreter alone, which is nobody's merit."""
    if name == "nothing":
        return
    handler = importlib.import_module(f"bench.handlers.{name}").handler
    with open(os.environ["BENCH_EVENT"]) as file:  # noqa: PTH123 - pathlib would be counted
        text = file.read()
    began = time.process_time()
    for number in range(calls):
        if number == SETTLED:
            began = time.process_time()
        answer(handler, text)
    sys.stderr.write(f"CPU {(time.process_time() - began) / max(calls - SETTLED, 1)} {len(sys.modules)}\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
