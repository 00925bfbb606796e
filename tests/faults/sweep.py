"""Runs the story with faults: where it begins, and what it is compared with."""

from dataclasses import dataclass
from typing import Any

from tests.faults import rest
from tests.faults.calls import Call
from tests.faults.plans import Plan
from tests.faults.stage import Injected, Stage
from tests.faults.story import Stopped, Story


@dataclass
class Result:
    """One run."""

    injected: Injected
    wrong: list[str]

    @property
    def replay(self) -> str:
        """What `./argosy faults --replay` takes."""
        if not self.injected:
            return "calm"
        (first, fault), *later = self.injected
        return f"{first} {fault}" + "".join(f" + {call.number - first.number} {then}" for call, then in later)


@dataclass
class Moment:
    """The world as it was before an act."""

    act: int
    number: int
    kept: Any


class Sweep:
    """The calm run comes first: it numbers the calls, keeps the world before each act, and says how it should end."""

    def __init__(self, stage: Stage, start: Any) -> None:
        self.lab, self.stage, self.start = stage.lab, stage, start
        self.story = Story(stage)
        self.moments: list[Moment] = []
        self.calls: list[Call] = []
        self.ending: Any = None

    def calm(self) -> Result:
        """Nothing happens to anybody. The first calm run says how the story ends; on moto it compares every read."""
        self.moments.clear()
        self.lab.aws.comparing = self.ending is None
        result = self._run(Moment(0, 0, self.start), {}, note=True)
        self.calls, self.lab.aws.comparing = list(self.stage.world.made), False
        return result

    def run(self, plan: Plan) -> Result:
        """From the act in which the first fault happens."""
        first = min(plan)
        return self._run([moment for moment in self.moments if moment.number < first][-1], plan)

    def _run(self, moment: Moment, plan: Plan, *, note: bool = False) -> Result:
        stage, world = self.stage, self.stage.world
        stage.begin(moment.kept, lambda call: plan.get(call.number))
        try:
            for number, act in enumerate(self.story.acts[moment.act :], moment.act):
                if note:
                    self.moments.append(Moment(number, world.steps.number, stage.keep()))
                self.lab.cold()
                with stage.on():
                    act()
            self._at_rest()
        except Stopped:
            pass
        stage.ends()
        return Result(list(world.injected), list(stage.delivery.wrong))

    def _at_rest(self) -> None:
        books = self.stage.books()
        ending = rest.ending(books)
        self.ending = self.ending or ending
        for against in rest.wrong(books, self.stage):
            self.stage.delivery.fail(against)
        for name in self.ending:
            self.stage.figures.checks += 1
            if ending.get(name) != self.ending[name]:
                self.stage.delivery.fail(f"ends differently: {name} {ending.get(name)}, and calmly {self.ending[name]}")
