"""All modes over one lab: runs pieces of each, so that several processes can share a campaign."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.faults import found
from tests.faults.calls import Call
from tests.faults.crowd import Crowds
from tests.faults.duel import DUELS, Arena, Duel
from tests.faults.lab import Lab, TableName, lab
from tests.faults.plans import Plan, pairs_of, singles, story_plan
from tests.faults.planted import BUGS, Bug
from tests.faults.stage import Figures, Stage
from tests.faults.sweep import Sweep

found.everything()
SEEDS_FOR_A_BUG, WAYS_FOR_A_BUG, FAULTS_FOR_A_BUG = 400, 100, 60


@dataclass(frozen=True)
class Wrong:
    """A run that was wrong, by what, and how it is run again."""

    replay: str
    what: str
    more: int = 0


@dataclass
class Piece:
    """What a piece of a campaign came to."""

    runs: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    capped: bool = False
    wanted: set[tuple[str, str]] = field(default_factory=set)
    """Which call sites were to meet which faults."""
    figures: Figures = field(default_factory=Figures)


@dataclass(frozen=True)
class Caught:
    """Which run of its mode saw a planted bug, and by what; none where nobody did."""

    bug: str
    what: str
    mode: str
    run: int | None
    by: str = ""
    replay: str = ""


class Workshop:
    """One lab with its stage; every run begins where it was made."""

    def __init__(self, where: Lab) -> None:
        self.lab, self.stage = where, Stage(where)
        self.start = self.stage.keep()
        self.sweep = Sweep(self.stage, self.start)
        self.crowds = Crowds(self.stage, self.start)

    def singles(self) -> list[Plan]:
        """One fault at every call of the calm story."""
        return singles(self.sweep.calls)

    def story(self, plans: Iterable[Plan]) -> Piece:
        """The story with these faults."""
        return self._piece((result.replay, result.wrong) for result in map(self.sweep.run, plans))

    def pairs(self, count: int, seed: int) -> Piece:
        return self.story(pairs_of(self.sweep.calls, count, seed))

    def duel(self, name: str, ways: int, faults: int, seed: int) -> Piece:
        """Every way of a duel, and so many of them with a fault."""
        arena = self.arena(named(name))
        piece = self._piece((played.replay, played.wrong) for played in _played(arena, ways, faults, seed))
        piece.capped = not arena.whole
        return piece

    def duel_with_every_fault(self, name: str) -> Piece:
        """A duel in which nobody interrupts anybody, with one fault at every call."""
        arena = self.arena(named(name))
        calm = arena.one_after_the_other()
        piece = self._piece((played.replay, played.wrong) for played in arena.with_every_fault(calm))
        piece.wanted = meetings(calm.all_calls)
        return piece

    def arena(self, duel: Duel) -> Arena:
        return Arena(self.stage, self.start, duel)

    def seeds(self, seeds: Iterable[int]) -> Piece:
        return self._piece((ran.replay, ran.wrong) for ran in map(self.crowds.run, seeds))

    def again(self, line: str) -> Piece:
        """A run that was wrong once, if there still is such a run."""
        found = self.replayed(line)
        return self._piece([] if found is None else [(line, found)])

    def replayed(self, line: str) -> list[str] | None:
        """What is wrong with the run that a failure printed; None where it cannot be made any more."""
        if line.startswith("seed "):
            return self.crowds.run(int(line.removeprefix("seed "))).wrong
        if line.startswith("duel "):
            return self._duel_again(line)
        plan = story_plan(line, self.sweep.calls)
        return None if plan is None else self.sweep.run(plan).wrong

    def _duel_again(self, line: str) -> list[str] | None:
        name, _, rest = line.removeprefix("duel ").partition(": ")
        if name not in {duel.name for duel in DUELS}:
            return None
        way, *faults = rest.split("; ")
        plan = {int(number): fault for number, fault in (one.split() for one in faults)}
        return self.arena(named(name)).replayed(way.split(), plan).wrong

    def hunt(self, name: str) -> Caught:
        """Runs with the planted bug in the running code until one of them is wrong."""
        bug = next(bug for bug in BUGS if bug.name == name)
        mode = bug.duel or ("crowd" if bug.crowd else "sweep")
        hunts = self._crowd_hunt if bug.crowd else self._duel_hunt if bug.duel else self._sweep_hunt
        try:
            with pytest.MonkeyPatch.context() as patch:
                bug.plant(patch)
                for number, (replay, wrong) in enumerate(hunts(bug)):
                    if wrong:
                        return Caught(bug.name, bug.what, mode, number, wrong[0], replay)
        finally:
            self.sweep.calm()
        return Caught(bug.name, bug.what, mode, None)

    def _sweep_hunt(self, bug: Bug) -> Iterator[tuple[str, list[str]]]:
        """The calm story first; then the faults near the bug."""
        calm = self.sweep.calm()
        yield calm.replay, calm.wrong
        near = {call.number for call in self.sweep.calls if bug.near in call.place}
        for plan in sorted(self.singles(), key=near.isdisjoint):
            result = self.sweep.run(plan)
            yield result.replay, result.wrong

    def _duel_hunt(self, bug: Bug) -> Iterator[tuple[str, list[str]]]:
        for played in _played(self.arena(named(bug.duel)), WAYS_FOR_A_BUG, FAULTS_FOR_A_BUG, 1):
            yield played.replay, played.wrong

    def _crowd_hunt(self, bug: Bug) -> Iterator[tuple[str, list[str]]]:
        for seed in range(SEEDS_FOR_A_BUG):
            ran = self.crowds.run(seed)
            yield ran.replay, ran.wrong

    def _piece(self, results: Iterable[tuple[str, list[str]]]) -> Piece:
        piece, before = Piece(), self.stage.figures
        self.stage.figures = piece.figures
        try:
            for replay, wrong in results:
                piece.runs += 1
                if wrong:
                    piece.wrong.append(Wrong(replay, wrong[0], len(wrong) - 1))
        finally:
            self.stage.figures = before
        return piece


def _played(arena: Arena, ways: int, faults: int, seed: int) -> Iterator[Any]:
    gone = []
    for played in arena.every_way(ways):
        gone.append(played)
        yield played
    yield from arena.with_a_fault(gone, faults, seed)


def meetings(calls: Iterable[Call]) -> set[tuple[str, str]]:
    """Each call site with each of its faults."""
    return {(call.place, fault) for call in calls for fault in call.faults}


def named(name: str) -> Duel:
    """Raises KeyError for a duel that there is not (any more)."""
    return {duel.name: duel for duel in DUELS}[name]


@contextmanager
def workshop(table: TableName = "memory") -> Iterator[Workshop]:
    """Calm runs come first: they number the calls, and say how the story should end."""
    with lab(table) as where:
        made = Workshop(where)
        made.sweep.calm()
        yield made


def bugs() -> tuple[Bug, ...]:
    return tuple(BUGS)
