"""Workers as copies of a process that has imported the heavy libraries once.

A cold start costs 0.4 s of processor time, nearly all of it for importing boto3, pydantic and their like; a copy of a
process that has them costs a twentieth and shares their memory. The function's own modules are imported in each copy.
"""

import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import suppress
from functools import cache
from typing import IO, Any

from local.home import home

_sending = threading.Lock()


class Fork:
    """A worker process with the part of `subprocess.Popen` that MiniStack uses."""

    def __init__(self, link: socket.socket, stdin: int, stdout: int, stderr: int) -> None:
        self.stdin: IO[str] = os.fdopen(stdin, "w", buffering=1, encoding="utf-8")
        self.stdout: IO[str] = os.fdopen(stdout, "r", encoding="utf-8")
        self.stderr: IO[str] = os.fdopen(stderr, "r", encoding="utf-8", errors="replace")
        self.returncode: int | None = None
        self._link = link
        self.pid = int(link.recv(32) or b"0")

    def poll(self) -> int | None:
        """The worker holds the other end of the link for as long as it lives."""
        if self.returncode is None:
            watch = select.poll()
            watch.register(self._link, select.POLLIN)
            if watch.poll(0):
                self.returncode = 0
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Raises TimeoutExpired as Popen does."""
        deadline = time.monotonic() + (3600.0 if timeout is None else timeout)
        while self.poll() is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired("worker", timeout or 0)
            time.sleep(0.005)
        self.close()
        return self.returncode or 0

    def close(self) -> None:
        """Lets go of the ends that are held here; the reader of `stderr` lets go of that one."""
        for held in (self.stdin, self.stdout, self._link):
            with suppress(OSError):
                held.close()

    def terminate(self) -> None:
        self._signal(signal.SIGTERM)

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: signal.Signals) -> None:
        if self.pid and self.poll() is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)


def fork(script: str, environment: dict[str, str], folder: str) -> Fork:
    """A new worker that runs *script* in *folder*; costs about 10 ms."""
    stdin, stdout, stderr = os.pipe(), os.pipe(), os.pipe()
    ours, theirs = socket.socketpair()
    order = json.dumps({"script": script, "environment": environment, "folder": folder}).encode()
    given = [stdin[0], stdout[1], stderr[1], theirs.fileno()]
    with _sending:
        link, _ = original()
        socket.send_fds(link, [struct.pack("!I", len(order))], given)
        link.sendall(order)
    for descriptor in given[:3]:
        os.close(descriptor)
    theirs.close()
    return Fork(ours, stdin[1], stdout[0], stderr[0])


@cache
def original() -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Starts the process that is copied. It imports while others still start, and ends when the connection closes."""
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "local.original", str(theirs.fileno()), str(home())]
    process = subprocess.Popen(
        command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env={**os.environ, "PYTHONUTF8": "1"}
    )
    theirs.close()
    return ours, process


def stop() -> None:
    """Ends the process that is copied; its copies end by themselves when nobody calls them any more."""
    link, process = original()
    link.close()
    process.wait()
    original.cache_clear()


def received(link: socket.socket, size: int) -> bytes:
    """Exactly *size* bytes, or fewer where the other end is gone."""
    parts: list[bytes] = []
    while size > 0 and (part := link.recv(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def descriptors(link: socket.socket) -> tuple[int, list[int]]:
    """The size of the next order and the four ends that come with it; size 0 when nobody orders any more."""
    head, given, _, _ = socket.recv_fds(link, 4, 4)
    return (struct.unpack("!I", head)[0] if len(head) == 4 else 0), list(given)


def orders(link: socket.socket) -> Any:
    """Each order with its ends, until the connection closes."""
    while True:
        size, given = descriptors(link)
        if not size:
            return
        yield json.loads(received(link, size)), given
