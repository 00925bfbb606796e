"""Which actor goes on at each turn: every way in which a meeting can go, or one that was noted down, or one by lot."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.faults.baton import Choose, Cut, Waiting


@dataclass
class Turn:
    """A turn of the run that is being varied: who waited, who went on, and who has had this turn before."""

    touched: dict[str, Any]
    chosen: str
    asleep: dict[str, Any]
    had: set[str] = field(default_factory=set)

    @property
    def left(self) -> list[str]:
        return [name for name in self.touched if name not in self.asleep and name not in self.had]


class EveryWay:
    """Depth first over all turns. Of ways that differ only in the order of calls that do not touch each other one is enough.

    An actor whose call was tried first at some turn sleeps in the ways after it, until somebody's call meets its own: waking it
    earlier would only change two places that nobody can tell apart (sleep sets, Godefroid 1996).
    """

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.place = 0

    def choose(self, waiting: list[Waiting], last: str) -> Waiting:
        names = {one.name: one for one in waiting}
        if self.place == len(self.turns):
            self.turns.append(self._fresh(names, last))
        turn = self.turns[self.place]
        if names.keys() != turn.touched.keys():
            raise AssertionError(f"the same way went differently: {sorted(names)} and {sorted(turn.touched)}")
        self.place += 1
        return names[turn.chosen]

    def _fresh(self, names: dict[str, Waiting], last: str) -> Turn:
        turn = Turn({name: one.touched() for name, one in names.items()}, "", self._still_asleep())
        if not turn.left:
            raise Cut
        turn.chosen = last if last in turn.left else turn.left[0]
        return turn

    def _still_asleep(self) -> dict[str, Any]:
        if not self.turns:
            return {}
        before = self.turns[-1]
        done = before.touched[before.chosen]
        slept = before.asleep | {name: before.touched[name] for name in before.had}
        return {name: touched for name, touched in slept.items() if name != before.chosen and not touched.meets(done)}

    def next(self) -> bool:
        """Goes back to the last turn that can be had by somebody else; whether there is one."""
        self.place = 0
        while self.turns:
            turn = self.turns[-1]
            turn.had.add(turn.chosen)
            if turn.left:
                turn.chosen = turn.left[0]
                return True
            self.turns.pop()
        return False


def as_noted(names: Sequence[str]) -> Choose:
    """The turns in this order; then whoever comes first."""
    left = iter(names)

    def choose(waiting: list[Waiting], last: str) -> Waiting:
        wanted = next(left, "")
        return next((one for one in waiting if one.name == wanted), waiting[0])

    return choose


def by_lot(luck: random.Random, switches: float) -> Choose:
    """Whoever has just gone on goes on, but for this share of the turns."""

    def choose(waiting: list[Waiting], last: str) -> Waiting:
        same = next((one for one in waiting if one.name == last), None)
        return same if same is not None and luck.random() >= switches else luck.choice(waiting)

    return choose


def noting(choose: Choose, into: list[str]) -> Choose:
    """The same choice, written down."""

    def chosen(waiting: list[Waiting], last: str) -> Waiting:
        one = choose(waiting, last)
        into.append(one.name)
        return one

    return chosen
