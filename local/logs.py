"""Shows what the functions wrote, one line each, followed like `tail -f` where asked."""

import argparse
import json
import time
from collections.abc import Iterator
from datetime import datetime

from local.home import function_log
from local.processes import alive
from local.stack import Stack, running

# Said on every line of a structured log and the same for all: left out here.
COMMON = {"level", "message", "timestamp", "service", "location", "cold_start", "function_name", "function_memory_size",
          "function_arn", "function_request_id", "sampling_rate", "xray_trace_id", "_aws"}  # fmt: skip


def logs(arguments: argparse.Namespace) -> int:
    """Without `-f` also those of a stack that was stopped."""
    if arguments.follow:
        follow(running(), arguments.function)
    elif function_log().exists():
        for line in function_log().read_text(errors="replace").splitlines():
            show(line, arguments.function)
    return 0


def follow(stack: Stack, function: str | None) -> None:
    """Until the stack ends or Ctrl-C."""
    for line in _lines(stack):
        show(line, function)


def show(line: str, function: str | None) -> None:
    """`10:15:02 argosy-orders-checkout INFO order placed order_id=ord_…`"""
    at, _, rest = line.partition("\t")
    name, _, said = rest.partition("\t")
    if said and (function is None or _same(function, name)):
        print(f"{datetime.fromtimestamp(float(at)):%H:%M:%S} {name} {plain(said)}", flush=True)


def _same(function: str, name: str) -> bool:
    """Names at AWS are made of the file's in one way or another: only letters count."""
    return "".join(filter(str.isalnum, function)).lower() in "".join(filter(str.isalnum, name)).lower()


def plain(said: str) -> str:
    """A structured line in words; anything else as it is, and metrics not at all."""
    try:
        fields = json.loads(said)
    except ValueError:
        return said
    if not isinstance(fields, dict) or "message" not in fields:
        return said
    more = " ".join(f"{name}={value}" for name, value in fields.items() if name not in COMMON and value is not None)
    return f"{fields.get('level', '')} {fields['message']} {more}".strip()


def _lines(stack: Stack) -> Iterator[str]:
    with function_log().open(errors="replace") as log:
        looked = time.monotonic()
        while True:
            line = log.readline()
            if line:
                yield line.rstrip("\n")
                continue
            time.sleep(0.1)
            if time.monotonic() - looked > 2:
                looked = time.monotonic()
                if not all(alive(pid) for pid in stack.processes.values()):
                    return
