"""The desk of dead letters from a terminal."""

from collections.abc import Callable

import pytest

from local import admin
from tests.queues.world import kept
from tests.support.bus import Bus, told
from tests.support.people import Person

MAIL = "identity.on_verification_requested"


@pytest.fixture
def asked(
    bus: Bus, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.setattr(admin, "place", lambda on_aws: None)

    def ask(*words: str) -> tuple[int, str]:
        status = admin.main(words)
        said = capsys.readouterr()
        return status, said.out + said.err

    return ask


def test_groups_and_letters_are_shown(asked: Callable[..., tuple[int, str]]) -> None:
    (one, _) = kept(MAIL, ("evt_1", "evt_2"))

    assert asked("dead-letters") == (0, f"      2  {MAIL:<50} invalid_state\n")
    assert f"{one}  waiting     1 x" in asked("dead-letters", MAIL)[1]


def test_a_listener_or_a_letter_is_redriven(asked: Callable[..., tuple[int, str]]) -> None:
    (one, _) = kept(MAIL, ("evt_1", "evt_2"))

    assert asked("redrive", MAIL)[1].startswith("2 to be handled again")
    assert asked("redrive", one)[1].startswith("1 to be handled again")
    assert len(told("queues.redrive_due")) == 2


def test_a_letter_is_given_up_and_not_redriven_afterwards(asked: Callable[..., tuple[int, str]]) -> None:
    (one,) = kept(MAIL, ("evt_1",))

    assert asked("discard", one, "of no use") == (0, f"{one} is now: discarded\n")
    assert asked("redrive", one)[0] == 1
    assert asked("dead-letters") == (0, "")


def test_the_operator_alone_cannot_give_money_up(
    asked: Callable[..., tuple[int, str]], join: Callable[..., Person]
) -> None:
    (one,) = kept("orders.on_order_paid", ("evt_1",))

    assert asked("discard", one, "of no use") == (0, f"{one} is now: waiting\n")
    assert asked("discard", one, "of no use")[0] == 1
