"""Shows what the functions wrote, one line each, followed like `tail -f` where asked."""

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from datetime import datetime

from local.home import Problem, function_log
from local.names import capabilities, capability, meant
from local.stack import Stack, running

# Said on every line of a structured log and the same for all: left out here.
COMMON = {"level", "message", "timestamp", "service", "location", "cold_start", "function_name", "function_memory_size",
          "function_arn", "function_request_id", "sampling_rate", "xray_trace_id", "_aws"}  # fmt: skip

ALIVE_SECONDS = 2
"""How often a follower looks whether the stack still runs."""


def logs(arguments: argparse.Namespace) -> int:
    """Without `-f` also those of a stack that was stopped. Raises Problem for what is no function and no context."""
    wanted = None if arguments.function is None else named(arguments.function)
    if arguments.follow:
        follow(running(), wanted)
        raise Problem("a process of the stack ended, so there are no more logs (./argosy down elsewhere?)")
    if not function_log().exists():
        raise Problem("there are no logs yet: start the local stack with ./argosy up")
    shown = [show(line, wanted) for line in function_log().read_text(errors="replace").splitlines()]
    if not any(shown):
        print(f"{wanted or 'nobody'} wrote nothing yet; requests and their answers are under http", file=sys.stderr)
    return 0


def named(wanted: str) -> str:
    """What a line's name has to have in it: `orders/checkout`, its file, a context, or `http`. Raises Problem."""
    known = [*capabilities(), *{each.partition("/")[0] for each in capabilities()}, "http"]
    name = capability(wanted)
    if name not in known:
        raise Problem(f"nothing of the name {wanted!r} writes logs{meant(name, known)}")
    return name


def follow(stack: Stack, function: str | None, *, old: bool = True) -> None:
    """Until the stack ends or Ctrl-C; with or without what was written before."""
    for line in _lines(stack, old):
        show(line, function)


def show(line: str, function: str | None) -> bool:
    """`10:15:02 argosy-orders-checkout INFO order placed order_id=ord_…`; False where it is of something else."""
    at, _, rest = line.partition("\t")
    name, _, said = rest.partition("\t")
    wanted = bool(said) and (function is None or _same(function, name))
    if wanted:
        print(f"{datetime.fromtimestamp(float(at)):%H:%M:%S} {name} {plain(said)}", flush=True)
    return wanted


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


def _lines(stack: Stack, old: bool) -> Iterator[str]:
    with function_log().open(errors="replace") as log:
        if not old:
            log.seek(0, os.SEEK_END)
        looked = time.monotonic()
        while True:
            line = log.readline()
            if line:
                yield line.rstrip("\n")
                continue
            time.sleep(0.1)
            if time.monotonic() - looked > ALIVE_SECONDS:
                looked = time.monotonic()
                if not stack.alive():
                    return
