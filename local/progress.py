"""What `./argosy` says on stderr while it works: a line with its time for each phase, and on a terminal one that moves."""

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

FRAMES = "|/-\\"
FRAME_SECONDS = 0.1
ERASE = "\r\x1b[K"

_started = time.monotonic()
_writing = threading.Lock()


class _Phase:
    """Where the phase that runs is."""

    at = ""


def progress(text: str) -> None:
    """One line with the seconds since the start; stdout stays for results."""
    with _writing:
        erase = ERASE if moving() else ""
        print(f"{erase}{time.monotonic() - _started:6.1f}s  {text}", file=sys.stderr, flush=True)


def at(detail: str) -> None:
    """Where the phase that runs is, for the line that moves."""
    _Phase.at = detail


def moving() -> bool:
    """Whether somebody looks who would see a line that is written over and over."""
    return sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"


@contextmanager
def phase(doing: str, expected: str = "") -> Iterator[list[str]]:
    """Says what begins, on a terminal how long it has taken so far, and at its end a line with its time.

    The list that it gives is what the last line says: put in what was done. *expected* is how long it may take, in words.
    """
    began, over = time.monotonic(), threading.Event()
    done: list[str] = []
    said = f"{doing} ({expected})" if expected else doing
    at("")
    mover = threading.Thread(target=_move, args=(said, began, over), daemon=True)
    if moving():
        mover.start()
    else:
        progress(said)
    try:
        yield done
    finally:
        over.set()
        if mover.is_alive():
            mover.join()
    progress(f"{', '.join(done) or doing} in {time.monotonic() - began:.1f} s")


def _move(doing: str, began: float, over: threading.Event) -> None:
    turn = 0
    while not over.wait(FRAME_SECONDS):
        turn += 1
        line = f"{FRAMES[turn % len(FRAMES)]} {time.monotonic() - began:5.1f}s  {doing}{f': {_Phase.at}' if _Phase.at else ''}"
        with _writing:
            # A line that wraps could not be taken back.
            sys.stderr.write(ERASE + line[: shutil.get_terminal_size().columns - 1])
            sys.stderr.flush()
    with _writing:
        sys.stderr.write(ERASE)
        sys.stderr.flush()
