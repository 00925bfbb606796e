"""Where the local stack keeps its files, and how it speaks to whoever started it."""

import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CDK_OUT = ROOT / "cdk.out"
_started = time.monotonic()


class Problem(Exception):
    """Something the person at the keyboard can put right; the message says how."""


def home() -> Path:
    """One folder per running stack; `ARGOSY_STATE` names another, so two stacks can run side by side."""
    folder = Path(os.environ.get("ARGOSY_STATE", ROOT / ".argosy")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def clock_file() -> Path:
    """Holds the seconds by which the whole stack runs ahead of this machine's clock; absent means none."""
    return home() / "clock"


def function_log() -> Path:
    return home() / "logs" / "functions.log"


def progress(text: str) -> None:
    """One line on stderr with the seconds since the start, so that stdout stays for results."""
    print(f"{time.monotonic() - _started:6.1f}s  {text}", file=sys.stderr, flush=True)
