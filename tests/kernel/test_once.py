"""One request by its key, one fact by its receipt: done once, answered the same, and another request under the key is refused."""

from dataclasses import dataclass

import pytest

from argosy.kernel.once import KeyReused, Once, Replay
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.write import Write, put
from tests.kernel.wire import ThingItem, lose_answers, thing
from tests.support.bus import Bus


@dataclass(frozen=True)
class Said:
    status: int = 201
    body: str = '{"id": 1}'
    location: str | None = "/v1/things/1"


def once(request: str = "h1", *, key: str = "k", scope: str = "usr_1", kept: bool = True) -> Once:
    return Once(scope, key, request, kept)


def do(by: Once | Receipt, id: str = "x") -> None:
    Write(by).add(put(ThingItem(id=id))).commit(Said())


def test_the_same_request_again_is_answered_the_same_and_does_nothing(bus: Bus) -> None:
    do(once())
    with pytest.raises(Replay) as replay:
        do(once(), "y")

    answer = replay.value.answer
    assert (answer.status, answer.body, answer.location) == (201, '{"id": 1}', "/v1/things/1")
    assert thing("y") is None


def test_another_request_under_the_key_is_refused_and_does_nothing(bus: Bus) -> None:
    do(once())
    with pytest.raises(KeyReused):
        do(once("h2"), "y")

    assert thing("y") is None


def test_the_key_of_another_caller_is_another_key(bus: Bus) -> None:
    do(once())
    do(once("h2", scope="usr_2"), "y")

    assert thing("y")


def test_a_request_that_was_only_begun_may_be_taken_up_by_itself_alone(bus: Bus) -> None:
    Write(once()).add(put(ThingItem(id="begun"))).commit()
    with pytest.raises(KeyReused):
        do(once("h2"), "y")
    do(once(), "x")
    with pytest.raises(Replay):
        once().before()


def test_before_says_what_the_key_was_used_for(bus: Bus) -> None:
    once().before()
    do(once())
    with pytest.raises(Replay):
        once().before()
    with pytest.raises(KeyReused):
        once("h2").before()


def test_a_request_without_a_key_is_kept_nowhere(bus: Bus) -> None:
    do(once(kept=False))
    once(kept=False).before()


def test_an_answer_lost_on_the_way_is_no_replay_of_somebody_else(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_answers(monkeypatch)
    do(once())

    assert thing("x")


def test_a_fact_heard_twice_acts_once_and_for_each_listener(bus: Bus) -> None:
    do(Receipt("orders.one", "evt_1"))
    with pytest.raises(AlreadyDone):
        do(Receipt("orders.one", "evt_1"), "y")
    do(Receipt("orders.two", "evt_1"), "y")
    do(Receipt("orders.one", "evt_2"), "z")

    assert thing("y") and thing("z")
