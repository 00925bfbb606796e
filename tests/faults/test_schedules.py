"""The ways that are left out would have shown nothing that the others do not show."""

import random

import pytest

from tests.faults import rest
from tests.faults.duel import Arena
from tests.faults.schedules import by_lot
from tests.faults.workshop import Workshop, named

BY_LOT = 40
DUELS = ("payment_and_cancel", "two_refunds", "two_tabs", "two_drains")


def end(arena: Arena) -> str:
    """What the business sees of the run that was just played."""
    return str(sorted(rest.ending(arena.stage.books()).items(), key=str))


@pytest.mark.parametrize("name", DUELS)
def test_every_end_that_can_be_drawn_by_lot_is_among_those_that_were_gone_to(made: Workshop, name: str) -> None:
    arena = made.arena(named(name))
    ends = {end(arena) for _ in arena.every_way(500)}
    drawn = set()
    for number in range(BY_LOT):
        arena.play(by_lot(random.Random(number), switches=0.6))
        drawn.add(end(arena))

    assert arena.whole
    assert drawn <= ends


def test_a_way_that_was_noted_down_is_gone_again(made: Workshop) -> None:
    arena = made.arena(named("payment_and_deadline"))
    for played in list(arena.every_way(10)):
        assert arena.replayed(played.way, {}).way == played.way
