"""Starts and stops the stack's child processes: each in a session of its own, stopped as a group and by number."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from local.home import ROOT, home

PATIENCE_SECONDS = 5.0
_children: dict[int, subprocess.Popen[bytes]] = {}


def start(name: str, module: str, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """Runs `python -m module` detached from the terminal with its output in a log of its own; gives its process id."""
    log = home() / "logs" / f"{name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        child = subprocess.Popen(
            # The state folder stands in the command line: that is how `alive` knows its own children again.
            [sys.executable, "-m", module, *arguments],
            cwd=ROOT,
            env={**environment, "ARGOSY_STATE": str(home())},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    _children[child.pid] = child
    return child.pid


def alive(pid: int) -> bool:
    """Whether this process still runs and is one of ours: numbers are given again."""
    if pid in _children:
        # One that ended stays a zombie until its parent asks.
        _children[pid].poll()
    # -ww: a terminal's width must not cut the folder off the command line.
    asked = subprocess.run(
        ["ps", "-ww", "-o", "stat=,command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return bool(asked.stdout.strip()) and not asked.stdout.startswith("Z") and str(home()) in asked.stdout


def stop(pids: Iterable[int]) -> None:
    """Asks every group to end, waits once for all, then insists. Workers live in the group of their emulator."""
    ours = [pid for pid in pids if alive(pid)]
    for number, patience in ((signal.SIGTERM, PATIENCE_SECONDS), (signal.SIGKILL, 1.0)):
        for pid in ours:
            _signal(pid, number)
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline and any(_group_lives(pid) for pid in ours):
            time.sleep(0.02)


def _group_lives(pid: int) -> bool:
    alive(pid)
    try:
        os.killpg(pid, 0)
    except (ProcessLookupError, PermissionError):
        # The second is what macOS says of a group of which only dead processes are left.
        return False
    return True


def last_words(name: str, lines: int = 15) -> str:
    """The end of a child's log, for the message that says why it did not start."""
    log: Path = home() / "logs" / f"{name}.log"
    return "\n".join(log.read_text(errors="replace").splitlines()[-lines:]) if log.exists() else ""


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, number)
