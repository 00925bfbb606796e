"""Every write of the story goes to moto and to memory, through the true SDK with its own retries."""

from tests.faults.campaign import turn
from tests.faults.workshop import Workshop

ONE_IN = 80


def test_a_fault_at_a_call_is_the_same_on_moto(on_moto: Workshop) -> None:
    piece = on_moto.story(on_moto.singles()[turn(ONE_IN) :: ONE_IN])

    assert piece.runs
    assert piece.wrong == []
