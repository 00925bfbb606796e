"""The bank of the payouts in this process: what would go over urllib3 goes to the simulator, and each request is a step."""

import json
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import pytest
import urllib3

from argosy.payouts.banks import aggregator
from local.channels.bank import BankSimulator
from local.channels.http import Request
from tests.faults.touched import Touched
from tests.faults.world import Wire, World

BUSY = json.dumps({"error": {"code": "try_again", "message": "injected"}}).encode()


@dataclass(frozen=True)
class Answered:
    """As much of urllib3's response as is read."""

    status: int
    data: bytes


class InProcess:
    """Stands where urllib3's connections stand. The adapter tries nothing again by itself, so neither does this."""

    def __init__(self, world: World, simulator: BankSimulator) -> None:
        self.world, self.simulator = world, simulator

    def request(self, method: str, url: str, *, body: bytes, headers: Mapping[str, str]) -> Answered:
        wire = Wire(throttled=lambda: Answered(429, BUSY), timed_out=lambda: urllib3.exceptions.HTTPError("injected"))

        def do() -> Answered:
            answer = self._answered(method, url, body, headers)
            if self.world.lose():
                raise urllib3.exceptions.HTTPError("injected")
            return answer

        if not self.world.on:
            return do()
        books = frozenset({"bank"})
        touched = Touched(reads=books) if method == "GET" else Touched(writes=books)
        return self.world.step(f"bank.{method}", do, wire, lambda: touched)

    def _answered(self, method: str, url: str, body: bytes, headers: Mapping[str, str]) -> Answered:
        where, given = urlsplit(url), Message()
        for name, value in headers.items():
            given[name] = value
        answer = self.simulator._answer(Request(method, where.path, where.query, given, body))
        return Answered(answer.status, answer.body.encode())


@contextmanager
def bank_in_process(world: World, luck: random.Random) -> Iterator[BankSimulator]:
    """A bank that nobody can call over the network, and that ends a transfer only when somebody says how."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("local.channels.bank.desk.random", SimpleNamespace(SystemRandom=lambda: luck))
        simulator = BankSimulator(settle_seconds=float("inf"))
        patch.setattr(aggregator, "_connections", lambda: InProcess(world, simulator))
        try:
            yield simulator
        finally:
            simulator._server.server_close()
            simulator.webhooks.postman.close()


def kept(simulator: BankSimulator) -> Any:
    """What the bank knows: plain data."""
    desk = simulator.desk
    return desk.transfers, desk.deposits, desk.events, desk._courses


def put_back(simulator: BankSimulator, known: Any) -> None:
    desk = simulator.desk
    desk.transfers, desk.deposits, desk.events, desk._courses = known
