"""A crowd that one integer makes: who is there, what they do, when the baton changes hands and which calls fail."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.faults import deeds
from tests.faults.acts import Acts
from tests.faults.baton import Baton
from tests.faults.calls import Call
from tests.faults.schedules import by_lot
from tests.faults.stage import Injected, Stage, nothing_happens

Act = Callable[[Acts, random.Random], None]
FAULT_SHARES = (0.0, 0.01, 0.03, 0.08)
SWITCH_SHARES = (0.05, 0.2, 0.5, 1.0)
FEWEST, MOST = 9, 13


@dataclass(frozen=True)
class Role:
    """What somebody does in a crowd, and how many of them there are at least and at most."""

    name: str
    act: Act
    fewest: int
    most: int


ROLES: list[Role] = []


def role(fewest: int, most: int) -> Callable[[Act], Act]:
    def note(act: Act) -> Act:
        ROLES.append(Role(act.__name__, act, fewest, most))
        return act

    return note


@dataclass
class Ran:
    """What became of a seed."""

    seed: int
    actors: list[str]
    injected: Injected
    wrong: list[str]

    @property
    def replay(self) -> str:
        return f"seed {self.seed}"


class Crowds:
    """Runs seeds, each from the same moment."""

    def __init__(self, stage: Stage, start: Any) -> None:
        self.stage, self.acts = stage, Acts(stage)
        stage.begin(start)
        with stage.on():
            deeds.everybody_has_money(self.acts)
        if stage.delivery.wrong:
            raise AssertionError(f"there is no crowd: {stage.delivery.wrong}")
        self.start = stage.keep()

    def run(self, seed: int) -> Ran:
        stage, luck = self.stage, random.Random(seed)
        share, switches = luck.choice(FAULT_SHARES), luck.choice(SWITCH_SHARES)
        roles = cast(luck)
        fate = random.Random(f"{seed} fate")

        def trouble(call: Call) -> str | None:
            return fate.choice(call.faults) if fate.random() < share else None

        stage.begin(self.start, trouble)
        stage.lab.cold()
        actors = {name: self._playing(one, random.Random(f"{seed} {name}")) for name, one in roles.items()}
        with stage.on():
            self._meet(Baton(by_lot(random.Random(f"{seed} turns"), switches)), actors)
            stage.world.trouble = nothing_happens
            self.acts.all_is_answered()
            deeds.outsiders_come_to_an_end(self.acts)
            self.acts.days_pass()
            self.acts.is_at_rest(settled=True)
            self.acts.answers_stand()
        stage.ends()
        return Ran(seed, sorted(roles), list(stage.world.injected), list(stage.delivery.wrong))

    def _playing(self, role: Role, luck: random.Random) -> Callable[[], None]:
        return lambda: role.act(self.acts, luck)

    def _meet(self, baton: Baton, actors: dict[str, Callable[[], None]]) -> None:
        world = self.stage.world
        world.baton = baton
        try:
            came = baton.run(actors)
        finally:
            world.baton = None
        for name, one in came.items():
            if isinstance(one, BaseException):
                self.stage.delivery.fail(f"{name}: {type(one).__name__} {one}")


def cast(luck: random.Random) -> dict[str, Role]:
    """Everybody who has to be there, and others by lot."""
    counts = {one.name: one.fewest for one in ROLES}
    wanted = luck.randint(FEWEST, MOST)
    while sum(counts.values()) < wanted:
        more = luck.choice([one for one in ROLES if counts[one.name] < one.most])
        counts[more.name] += 1
    return {f"{one.name}{number}": one for one in ROLES for number in range(counts[one.name])}
