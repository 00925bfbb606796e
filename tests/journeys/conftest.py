"""One local stack for all journeys of a run, in a folder of its own: started before the first, stopped after the last.

Every module has the mark `stack`; with `-n 2 --dist loadgroup` one worker runs them all (tests/conftest.py).
"""

import fcntl
import json
import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from local.bank import Bank
from local.home import CDK_OUT, ROOT
from local.people import Person, Visitor, door, many_places
from local.stack import Stack
from local.synth import fingerprint
from tests.journeys.market import Market, joined

BUYERS = 40
AN_HOURS = 10


@dataclass(frozen=True)
class Local:
    """The stack, and its CLI as a person would call it."""

    folder: Path
    stack: Stack
    sources: str
    """What it was deployed from."""

    def argosy(self, *words: str) -> subprocess.CompletedProcess[str]:
        return argosy(self.folder, *words)


def argosy(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ARGOSY_STATE": str(folder), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "local.cli", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=300)


@pytest.fixture(scope="session")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Local]:
    """`argosy up --detach` … `argosy down`."""
    folder = tmp_path_factory.mktemp("stack")
    kept = CDK_OUT.parent / "build"
    kept.mkdir(exist_ok=True)
    try:
        # The template's tests make it too, in another process: whoever comes first.
        with (kept / "synth.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            sources = fingerprint()
            up = argosy(folder, "up", "--detach")
        assert up.returncode == 0, up.stderr
        yield Local(folder, Stack(**json.loads((folder / "stack.json").read_text())), sources)
    finally:
        argosy(folder, "down")


@pytest.fixture(scope="session")
def http(local: Local) -> Iterator[httpx.Client]:
    with door(local.stack) as client:
        yield client


@pytest.fixture(scope="session")
def bank(local: Local) -> Iterator[Bank]:
    made = Bank(local.stack)
    yield made
    made.close()


@pytest.fixture(scope="session")
def crowd(local: Local, http: httpx.Client) -> list[Visitor]:
    """Forty members, signed in. Where all of them live in one place, so many register in an hour as may there."""
    run = secrets.token_hex(3)
    people = [Person("member", f"B{n}", f"b{n}.{run}@example.com", f"buyer {n} of {run}") for n in range(BUYERS)]
    together = BUYERS if many_places() else AN_HOURS
    visitors: list[Visitor] = []
    with ThreadPoolExecutor(8) as pool:
        for first in range(0, BUYERS, together):
            if not many_places():
                local.argosy("clock", "+1h")
            visitors += pool.map(lambda person: joined(person, local.stack, http), people[first : first + together])
    return visitors


@pytest.fixture(scope="session")
def market(local: Local, http: httpx.Client, bank: Bank) -> Market:
    return Market(local.stack, http, bank)
