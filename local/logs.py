"""Shows what the functions wrote, one line each, followed like `tail -f` where asked."""

import argparse
import json
import os
import re
import sys
import time
from collections.abc import Iterator
from datetime import datetime
from functools import cache

from local.home import ROOT, Problem, function_log
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
        print(f"nothing yet of {wanted or 'any function'}: neither written nor asked", file=sys.stderr)
    return 0


def named(wanted: str) -> str:
    """`orders/checkout` for what means it, a context, or `http`, under which all requests are. Raises Problem."""
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
    wanted = bool(said) and (function is None or _same(function, name) or _asked(function, name, said))
    if wanted:
        print(f"{datetime.fromtimestamp(float(at)):%H:%M:%S} {name} {plain(said)}", flush=True)
    return wanted


def _same(function: str, name: str) -> bool:
    """Names at AWS are made of the file's in one way or another: only letters count."""
    return "".join(filter(str.isalnum, function)).lower() in "".join(filter(str.isalnum, name)).lower()


def _asked(function: str, name: str, said: str) -> bool:
    """Whether it is a request that this function, or one of this context, answers."""
    return name == "http" and any(request.match(said) for request in requests(function))


@cache
def requests(function: str) -> list[re.Pattern[str]]:
    """The requests that a function or a context answers, as the document of the API has them."""
    paths = json.loads((ROOT / "docs" / "openapi.json").read_text())["paths"]
    mine = f"{function.replace('/', '_')}_"
    return [
        re.compile(f"{method.upper()} {re.sub(r'{[^}]+}', '[^/ ]+', path)} ")
        for path, methods in paths.items()
        for method, operation in methods.items()
        if operation["operationId"].startswith(mine)
    ]


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
