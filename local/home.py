"""Where the local stack keeps its files, and what it says of something that can be put right."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CDK_OUT = ROOT / "cdk.out"


class Problem(Exception):
    """Something the person at the keyboard can put right; the message says how."""


def home() -> Path:
    """One folder per running stack; `ARGOSY_STATE` names another, so two stacks can run side by side. Raises Problem."""
    folder = Path(os.environ.get("ARGOSY_STATE") or ROOT / ".argosy").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Problem(
            f"{folder} cannot hold the stack's state ({error.strerror}): name another in ARGOSY_STATE"
        ) from None
    return folder


def clock_file() -> Path:
    """Holds the seconds by which the whole stack runs ahead of this machine's clock; absent means none."""
    return home() / "clock"


def function_log() -> Path:
    return home() / "logs" / "functions.log"
