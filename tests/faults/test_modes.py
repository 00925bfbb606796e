"""The short form of `./argosy faults`. What is run follows from the product's own text: the same code, the same runs."""

import pytest

from tests.faults import kept
from tests.faults.campaign import turn
from tests.faults.crowd import Crowds
from tests.faults.duel import DUELS
from tests.faults.workshop import Piece, Workshop, bugs

ONE_IN, DOUBLES, SEEDS = 16, 12, 16
WAYS, FAULTS_A_DUEL = 8, 3


def wrong(piece: Piece) -> list[str]:
    """Each can be run again: `./argosy faults --replay LINE`."""
    assert piece.runs
    return [f"{one.what}  --replay '{one.replay}'" for one in piece.wrong]


def test_the_story_without_a_fault_ends_as_the_business_wants_it(made: Workshop) -> None:
    assert made.sweep.calm().wrong == []
    ending = made.sweep.ending
    assert ending["order 1"] == ("completed", None, 20_002, [10_001])
    assert ending["order 2"] == ("closed", "timeout", 0, [0])
    assert ending["attempt"] == ["auto_refunded", "closed", "succeeded"]
    assert ending["statements of creator"] == 7_001
    assert (ending["stock"], ending["cart"]) == ([4], [f'{{"{made.lab.sku}": 6}}'])


def test_the_same_plan_is_the_same_run(made: Workshop) -> None:
    number = next(call.number for call in made.sweep.calls if call.operation == "dynamodb.TransactWriteItems")

    assert calls(made, {number: "crash_after"}) == calls(made, {number: "crash_after"})


def calls(made: Workshop, plan: dict[int, str]) -> list[str]:
    made.sweep.run(plan)
    return [str(call) for call in made.stage.world.made]


def test_no_fault_at_a_call_loses_or_doubles_anything(made: Workshop) -> None:
    first = len({(call.place, fault) for call in made.sweep.calls for fault in call.faults})

    assert wrong(made.story(made.singles()[:first][turn(ONE_IN) :: ONE_IN])) == []


def test_two_faults_after_each_other_neither(made: Workshop) -> None:
    assert wrong(made.pairs(DOUBLES, turn(1_000_000))) == []


@pytest.mark.parametrize("part", [0, 1])
def test_whoever_meets_over_one_thing_both_orders_of_their_calls_are_right(made: Workshop, part: int) -> None:
    found = [line for duel in DUELS[part::2] for line in wrong(made.duel(duel.name, WAYS, FAULTS_A_DUEL, turn(1_000)))]

    assert found == []


def test_a_crowd_leaves_nothing_lost_and_nothing_doubled(made: Workshop) -> None:
    begin = turn(1_000_000)

    assert wrong(made.seeds(range(begin, begin + SEEDS))) == []


def test_the_same_seed_is_the_same_crowd(made: Workshop) -> None:
    crowds, seed = Crowds(made.stage, made.start), turn(1_000_000)
    first, between, again = (tables_after(crowds, one) for one in (seed, seed + 1, seed))

    assert first == again != between


def tables_after(crowds: Crowds, seed: int) -> set[str]:
    crowds.run(seed)
    return {str(sorted(row.wire.items())) for row in crowds.stage.lab.aws.rows()}


def test_what_was_wrong_once_stays_right(made: Workshop) -> None:
    assert [wrong for line in kept.lines() for wrong in made.again(line).wrong] == []


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_a_planted_bug_turns_it_red(made: Workshop, nth: int) -> None:
    all_bugs = bugs()
    bug = all_bugs[(turn(len(all_bugs)) + nth * len(all_bugs) // 3) % len(all_bugs)]

    assert made.hunt(bug.name).run is not None, bug.what
