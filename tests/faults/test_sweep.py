"""The short form of `./argosy faults`. Which calls fail follows from the product's own text: the same code, the same runs."""

from collections.abc import Iterator

import pytest

from tests.faults.campaign import PLANTED, hunted, seeds, turn
from tests.faults.plans import named, pairs_of, singles
from tests.faults.sweep import Sweep, sweep

ONE_IN = 8
DOUBLES = 6


@pytest.fixture(scope="module")
def story() -> Iterator[Sweep]:
    with sweep() as made:
        yield made


def wrong(story: Sweep, plans: list[dict[int, str]]) -> list[str]:
    """Every line can be run again: `./argosy faults --replay LINE`."""
    results = [story.run(plan) for plan in plans]
    return [f"{result.wrong[0]}  --replay '{result.replay}'" for result in results if result.wrong]


def test_the_story_without_a_fault_ends_as_the_business_wants_it(story: Sweep) -> None:
    assert story.calm().wrong == []
    assert story.ending["order 1"] == ("completed", None, 20_002, [10_001])
    assert story.ending["order 2"] == ("closed", "timeout", 0, [0])
    assert story.ending["attempt"] == ["auto_refunded", "closed", "succeeded"]
    assert story.ending["statements of creator"] == 7_001
    assert (story.ending["stock"], story.ending["cart"]) == ([4], [f'{{"{story.lab.sku}": 6}}'])


def test_the_same_plan_is_the_same_run(story: Sweep) -> None:
    story.calm()
    plan = {call.number: "crash_after" for call in story.calls if call.operation == "dynamodb.TransactWriteItems"}
    first = {min(plan): "crash_after"}

    assert [str(call) for call in made(story, first)] == [str(call) for call in made(story, first)]


def made(story: Sweep, plan: dict[int, str]) -> list[object]:
    story.run(plan)
    return list(story.stage.world.made)


def test_no_fault_at_a_call_loses_or_doubles_anything(story: Sweep) -> None:
    story.calm()
    plans = singles(story.calls)
    first = len({(call.place, fault) for call in story.calls for fault in call.faults})

    assert wrong(story, plans[:first][turn(ONE_IN) :: ONE_IN]) == []


def test_two_faults_after_each_other_neither(story: Sweep) -> None:
    story.calm()
    assert wrong(story, pairs_of(story.calls, DOUBLES, turn(1_000_000))) == []


def test_what_was_wrong_once_stays_right(story: Sweep) -> None:
    story.calm()
    assert wrong(story, [plan for line in seeds() if (plan := named(line, story.calls))]) == []


def test_a_planted_bug_turns_it_red(story: Sweep) -> None:
    bug = PLANTED[turn(len(PLANTED))]

    assert hunted(story, bug).run is not None, bug.what
