"""Runs the story with faults: where it begins, what is checked, and what it is compared with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.faults import rest
from tests.faults.books import ALWAYS, read
from tests.faults.calls import Call
from tests.faults.delivery import Delivery
from tests.faults.lab import Lab, TableName, lab
from tests.faults.moves import Moves
from tests.faults.plans import Plan
from tests.faults.story import Stopped, Story


@dataclass
class Result:
    """One run."""

    plan: Plan
    injected: list[tuple[Call, str]]
    wrong: list[str]

    @property
    def replay(self) -> str:
        """What `./argosy faults --replay` takes."""
        if not self.injected:
            return "calm"
        (first, fault), *later = self.injected
        return f"{first} {fault}" + "".join(f" + {call.number - first.number} {then}" for call, then in later)


@dataclass
class Figures:
    """What was done, for the table."""

    runs: int = 0
    faults: int = 0
    calls: int = 0
    checks: int = 0
    hit: set[tuple[str, str]] = field(default_factory=set)


@dataclass
class Moment:
    """The world as it was before an act."""

    act: int
    number: int
    kept: Any


class Sweep:
    """The calm run comes first: it numbers the calls, keeps the world before each act, and says how it should end."""

    def __init__(self, where: Lab) -> None:
        self.lab, self.world = where, where.world
        self.delivery = Delivery(where)
        self.story = Story(self.delivery)
        self.moves = Moves()
        self.figures = Figures()
        self.world.after_write = self._check
        self.moments: list[Moment] = []
        self.calls: list[Call] = []
        self.ending: Any = None
        self.start = self._kept()

    def calm(self) -> Result:
        """Nothing happens to anybody. The first calm run says how the story ends, and compares every read with moto's."""
        self.moments.clear()
        self.lab.aws.comparing = self.ending is None
        result = self._run(Moment(0, 0, self.start), {}, note=True)
        self.calls, self.lab.aws.comparing = list(self.world.made), False
        return result

    def run(self, plan: Plan) -> Result:
        """From the act in which the first fault happens."""
        first = min(plan)
        return self._run([moment for moment in self.moments if moment.number < first][-1], plan)

    def _run(self, moment: Moment, plan: Plan, *, note: bool = False) -> Result:
        delivery, world = self.delivery, self.world
        delivery.mail, self.story.told, self.moves = self.lab.back_to(moment.kept)
        delivery.wrong, world.made, world.injected = [], [], []
        world.trouble = lambda call: plan.get(call.number)
        try:
            for number, act in enumerate(self.story.acts[moment.act :], moment.act):
                if note:
                    self.moments.append(Moment(number, world.steps.number, self._kept()))
                self.lab.cold()
                with self._on():
                    act()
            self._at_rest()
        except Stopped:
            pass
        self._count()
        return Result(plan, list(world.injected), list(delivery.wrong))

    @contextmanager
    def _on(self) -> Iterator[None]:
        self.world.on = True
        try:
            yield
        finally:
            self.world.on = False

    def _check(self, call: Call) -> None:
        """Reads the table directly, so it is no step."""
        books = read(self.lab.aws.rows())
        for invariant in ALWAYS:
            self.figures.checks += 1
            for against in invariant(books):
                self.delivery.fail(f"{invariant.__name__}: {against}")
        for against in self.moves.wrong(books):
            self.delivery.fail(f"moves: {against}")

    def _at_rest(self) -> None:
        books = read(self.lab.aws.rows())
        ending = rest.ending(books)
        self.ending = self.ending or ending
        for against in rest.wrong(books, self.delivery, self.story.told):
            self.delivery.fail(against)
        for name in self.ending:
            self.figures.checks += 1
            if ending.get(name) != self.ending[name]:
                self.delivery.fail(f"ends differently: {name} {ending.get(name)}, and calmly {self.ending[name]}")

    def _count(self) -> None:
        self.figures.runs += 1
        self.figures.calls += len(self.world.made)
        self.figures.faults += len(self.world.injected)
        self.figures.hit |= {(call.place, fault) for call, fault in self.world.injected}

    def _kept(self) -> Any:
        return self.lab.taken((self.delivery.mail, self.story.told, self.moves))


@contextmanager
def sweep(table: TableName = "memory") -> Iterator[Sweep]:
    with lab(table) as where:
        yield Sweep(where)
