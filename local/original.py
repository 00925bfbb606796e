"""The process whose copies become workers (see `local.forks`): `python -m local.original DESCRIPTOR HOME`."""

import gc
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from importlib import import_module
from typing import Any

from local.forks import orders

HEAVY = (
    "alipay",
    "argon2",
    "botocore.handlers",
    "cryptography.hazmat.primitives.asymmetric.ec",
    "pydantic",
    "pynamodb.models",
    "stripe",
    "ulid",
    "wechatpayv3.core",
)


def main() -> None:
    link = socket.socket(fileno=int(sys.argv[1]))
    for name in HEAVY:
        # A library that the product gave up is no reason not to start.
        with suppress(ImportError):
            import_module(name)
    gc.collect()
    # What is imported by now never becomes garbage; leaving it alone keeps its memory shared.
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for order, given in orders(link):
        if os.fork() == 0:
            link.close()
            become(order, given)
        for descriptor in given:
            os.close(descriptor)


def become(order: dict[str, Any], given: list[int]) -> None:
    """Turns this copy into the worker; never returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for target, descriptor in enumerate(given[:3]):
        os.dup2(descriptor, target)
        os.close(descriptor)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", buffering=1, closefd=False)
    os.environ.clear()
    os.environ.update(order["environment"])
    time.tzset()
    os.chdir(order["folder"])
    os.write(given[3], str(os.getpid()).encode())
    try:
        exec(compile(order["script"], "worker", "exec"), {"__name__": "__main__"})
    except BaseException as error:
        print(f"worker ended: {error!r}", file=sys.stderr)
    os._exit(0)


if __name__ == "__main__":
    main()
