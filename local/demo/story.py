"""Tells the story step by step: what was done, what was found to hold, and what it cost."""

import json
import os
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from local.clock import quiet
from local.home import function_log
from local.stack import Stack

Sums = dict[str, dict[str, float]]
CHANNEL_SECONDS = 20.0
BOLD, DIM, GREEN = 1, 2, 32


class Broken(Exception):
    """Something did not hold, so the story cannot go on."""


@dataclass
class Step:
    """One thing that somebody does, and what was checked about it."""

    title: str
    found: list[str] = field(default_factory=list)
    cost: Sums = field(default_factory=dict)
    seconds: float = 0

    def check(self, words: str, actual: object, wanted: object = True) -> None:
        """Notes what holds. Raises Broken where it does not."""
        if actual != wanted:
            raise Broken(f"{words}: found {actual!r} instead of {wanted!r}")
        self.found.append(words)


class Story:
    """`with story.step("Bo pays") as step: …; step.check("the order is paid", order["status"], "paid")`."""

    def __init__(self, stack: Stack, *, silent: bool = False) -> None:
        self.stack, self.silent = stack, silent
        self.steps: list[Step] = []
        self.wrong: str | None = None
        self._began, self._log_began = time.monotonic(), len(_log())
        self._rich = sys.stdout.isatty() and "NO_COLOR" not in os.environ

    def failures(self) -> list[str]:
        """The calls of functions that have failed since the story began."""
        return [line for line in _log()[self._log_began :].splitlines() if "FAILED" in line]

    @property
    def holds(self) -> bool:
        return self.wrong is None

    def chapter(self, title: str) -> None:
        self._say(f"\n{self._styled(BOLD, title)}")

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """What is counted is everything until nothing moves any more, listeners included."""
        quiet(self.stack)
        step, before, began = Step(title), self._meter(), time.monotonic()
        self.steps.append(step)
        self._say(f"{len(self.steps):>3}. {title}")
        try:
            yield step
            self.quiet()
        except Broken as broken:
            self.broke(str(broken))
            raise
        finally:
            step.seconds = round(time.monotonic() - began, 2)
            step.cost = _difference(before, self._meter())
            for words in step.found:
                self._say(f"     {self._styled(GREEN, '✓')} {words}")
            self._say(self._styled(DIM, f"       {in_words(step.cost)}"))

    def quiet(self) -> None:
        """Until every listener has done its work. Raises Broken where it never ends."""
        state = quiet(self.stack)
        if not state["quiet"]:
            raise Broken(f"still moving after a minute: {', '.join(state['moving'])}")

    def quiet_until(self, holds: Callable[[], bool]) -> None:
        """Until a channel has told it and every listener has done its work; the next check says whether it is so."""
        deadline = time.monotonic() + CHANNEL_SECONDS
        while not holds() and time.monotonic() < deadline:
            time.sleep(0.2)
        self.quiet()

    def broke(self, why: str) -> None:
        self.wrong = why
        self._say(f"     ✗ {why}")

    def end(self) -> None:
        seconds = time.monotonic() - self._began
        self._say(
            f"\n{self._styled(BOLD, 'In all')}: {len(self.steps)} steps in {seconds:.0f} s, {in_words(self._total())}"
        )
        self._say("Everything held." if self.holds else f"It did not hold: {self.wrong} (./argosy logs says more)")

    def told(self) -> dict[str, Any]:
        return {
            "holds": self.holds,
            "wrong": self.wrong,
            "steps": [asdict(step) for step in self.steps],
            "total": self._total(),
        }

    def _total(self) -> Sums:
        total: Sums = {}
        for step in self.steps:
            for name, sums in step.cost.items():
                kept = total.setdefault(name, {})
                for key, count in sums.items():
                    kept[key] = kept.get(key, 0) + count
        return total

    def _meter(self) -> Sums:
        open_url = urllib.request.build_opener(urllib.request.ProxyHandler({})).open
        with open_url(f"{self.stack.mail}/meter", timeout=10) as answer:
            found: Sums = json.load(answer)
        return found

    def _say(self, line: str) -> None:
        if not self.silent:
            print(line, flush=True)

    def _styled(self, style: int, text: str) -> str:
        return f"\033[{style}m{text}\033[0m" if self._rich else text


def in_words(cost: Sums) -> str:
    """`31 AWS calls (dynamodb 25, events 6) · 44 write and 12.5 read units · 6 events · 2 journals: order split, …`"""
    services: dict[str, float] = {}
    for name, count in cost.get("calls", {}).items():
        service = name.partition(":")[0]
        services[service] = services.get(service, 0) + count
    calls = f"{sum(services.values()):g} AWS calls"
    if services:
        calls += f" ({', '.join(f'{service} {count:g}' for service, count in sorted(services.items()))})"
    units = cost.get("units", {})
    parts = [calls, f"{units.get('write', 0):g} write and {units.get('read', 0):g} read units"]
    for name, word in (("events", "event"), ("journals", "journal")):
        counts = cost.get(name, {})
        count = sum(counts.values())
        parts.append(f"{count:g} {word}{'' if count == 1 else 's'}")
        if name == "journals" and count:
            parts[-1] += f": {', '.join(counts)}"
    return " · ".join(parts)


def _difference(before: Sums, after: Sums) -> Sums:
    return {
        name: {
            key: count - before[name].get(key, 0) for key, count in sums.items() if count != before[name].get(key, 0)
        }
        for name, sums in after.items()
    }


def _log() -> str:
    return function_log().read_text(errors="replace") if function_log().exists() else ""
