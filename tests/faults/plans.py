"""Which calls fail in a run."""

import random
from collections.abc import Iterable, Sequence

from tests.faults.calls import FAULTS, Call

Plan = dict[int, str]
"""Numbers of steps, and the fault that happens there."""
NO_PLAN: Plan = {}


def singles(calls: Iterable[Call]) -> list[Plan]:
    """One fault at every call; those come first that are the first of their kind at their call site."""
    first: dict[tuple[str, str], Plan] = {}
    later: list[Plan] = []
    for call in calls:
        for fault in call.faults:
            plan = {call.number: fault}
            if first.setdefault((call.place, fault), plan) is not plan:
                later.append(plan)
    return [*first.values(), *later]


def pairs_of(calls: Sequence[Call], count: int, seed: int) -> list[Plan]:
    """Two faults: the second soon after the first, where it may hit the recovery."""
    luck = random.Random(seed)
    plans: list[Plan] = []
    for _ in range(count):
        call = luck.choice(calls)
        then = call.number + luck.randint(1, 60)
        plans.append({call.number: luck.choice(call.faults), then: luck.choice(FAULTS)})
    return plans


def story_plan(line: str, calls: Iterable[Call]) -> Plan | None:
    """The plan that a failure printed: `a call@which fault`, if that call is still made; None if not.

    A second fault is named by its distance to the first: `a call@which crash_after + 12 throttle`.
    """
    first, _, second = line.partition(" + ")
    name, fault = first.rsplit(" ", 1)
    number = next((call.number for call in calls if str(call) == name), None)
    if number is None:
        return None
    distance, _, then = second.partition(" ")
    return {number: fault} | ({number + int(distance): then} if second else {})
