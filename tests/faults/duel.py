"""Two or three who meet over one thing: each way in which their calls can fall between each other is played."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.faults.acts import Acts
from tests.faults.baton import Baton, Choose, Cut
from tests.faults.calls import Call
from tests.faults.delivery import DEFECTS
from tests.faults.plans import NO_PLAN, Plan
from tests.faults.schedules import EveryWay, as_noted, by_lot, noting
from tests.faults.stage import Stage
from tests.faults.world import Crash

Actors = Mapping[str, Callable[[], Any]]
Came = dict[str, Any]
"""What each actor gave."""
Afterwards = Callable[[Came], Iterator[str]]
"""What is wrong with it, once all is quiet."""
Arrange = Callable[[Acts], tuple[Actors, Afterwards]]
DEEP = 3 / 4
"""The part of the ways that are gone depth first, where there are more than can be gone; the rest is drawn by lot."""


@dataclass(frozen=True)
class Duel:
    """`arrange` makes what they meet over, and gives the actors and what has to be so afterwards."""

    name: str
    what: str
    arrange: Arrange


DUELS: list[Duel] = []


def duel(what: str) -> Callable[[Arrange], Arrange]:
    def note(arrange: Arrange) -> Arrange:
        DUELS.append(Duel(arrange.__name__, what, arrange))
        return arrange

    return note


@dataclass
class Played:
    """One way in which a duel went, and what happened to one of its calls."""

    duel: str
    way: list[str]
    calls: list[Call]
    all_calls: list[Call]
    """Those of their meeting, and those of everything that followed from it."""
    plan: Plan
    wrong: list[str]

    @property
    def replay(self) -> str:
        """`duel NAME: who who who; 7 crash_after`: the turns, and the call of the run to which it happened."""
        faults = "".join(f"; {number} {fault}" for number, fault in self.plan.items())
        return f"duel {self.duel}: {' '.join(self.way)}{faults}"


class Arena:
    """Plays a duel as often as one likes, from the moment at which it was arranged."""

    def __init__(self, stage: Stage, start: Any, duel: Duel) -> None:
        self.stage, self.duel, self.acts = stage, duel, Acts(stage)
        self.whole = True
        stage.begin(start)
        with stage.on():
            self.actors, self.afterwards = duel.arrange(self.acts)
        if stage.delivery.wrong:
            raise AssertionError(f"{duel.name} cannot be arranged: {stage.delivery.wrong}")
        self.moment, self.began = stage.keep(), stage.world.steps.number

    def every_way(self, most: int) -> Iterator[Played]:
        """All ways that differ, or as many of them; `whole` says whether that was all."""
        ways, count = EveryWay(), 0
        while True:
            played = self.play(ways.choose)
            if played is not None:
                count += 1
                yield played
            if not ways.next():
                return
            if count >= most * DEEP:
                break
        self.whole = False
        for number in range(count, most):
            drawn = self.play(by_lot(random.Random(number), switches=0.5))
            if drawn is not None:
                yield drawn

    def one_after_the_other(self) -> Played:
        """The way that is gone where nobody interrupts anybody."""
        played = self.play(EveryWay().choose)
        assert played is not None
        return played

    def with_every_fault(self, calm: Played) -> Iterator[Played]:
        """The same way, with one fault at every call of their meeting, and once at each call site of what follows from it."""
        met: set[tuple[str, str]] = set()
        for number, call in enumerate(calm.all_calls, 1):
            for fault in call.faults:
                if number <= len(calm.calls) or (call.place, fault) not in met:
                    met.add((call.place, fault))
                    yield self.replayed(calm.way, {number: fault})

    def with_a_fault(self, ways: Sequence[Played], most: int, seed: int) -> Iterator[Played]:
        """The same ways until something happens to one of the calls: all there are, or as many of them by lot."""
        chances = [
            (way.way, {number: fault})
            for way in ways for number, call in enumerate(way.calls, 1) for fault in call.faults
        ]  # fmt: skip
        if len(chances) > most:
            chances = random.Random(seed).sample(chances, most)
        for way, plan in chances:
            yield self.replayed(way, plan)

    def replayed(self, way: list[str], plan: Plan) -> Played:
        played = self.play(as_noted(way), plan)
        assert played is not None
        return played

    def play(self, choose: Choose, plan: Plan = NO_PLAN) -> Played | None:
        """One way; None where it was cut short as it would show nothing new."""
        stage, way = self.stage, list[str]()
        stage.begin(self.moment, lambda call: plan.get(call.number - self.began))
        stage.lab.cold()
        with stage.on():
            came = self._meet(noting(choose, way))
            if came is None:
                return None
            calls = list(stage.world.made)
            self.acts.all_is_answered()
            all_calls = list(stage.world.made)
            for against in self.afterwards(came):
                stage.delivery.fail(against)
            self.acts.is_at_rest(settled=False)
        stage.ends()
        return Played(self.duel.name, way, calls, all_calls, plan, list(stage.delivery.wrong))

    def _meet(self, choose: Choose) -> Came | None:
        world = self.stage.world
        world.baton = Baton(choose)
        try:
            came = world.baton.run(self.actors)
        except Cut:
            return None
        finally:
            world.baton = None
        for name, one in came.items():
            if isinstance(one, (Crash, *DEFECTS)):
                self.stage.delivery.fail(f"{name}: {type(one).__name__} {one}")
            elif isinstance(one, BaseException):
                raise one
        return came
