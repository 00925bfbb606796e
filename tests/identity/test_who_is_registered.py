"""Who is registered cannot be asked: taken, free and unknown get the same answers, in the same order, for the same work."""

from collections.abc import Callable

import pytest

from tests.conftest import Clock
from tests.identity.world import ANN, NOBODYS, ask, asked, calls, codes, hashing, no, sign_in, verify, wrong
from tests.support.bus import Bus
from tests.support.people import Person, mails

FREE, UNKNOWN = "free@example.com", "unknown@example.com"
KEY = "a key that the device drew itself"


@pytest.fixture
def ann(join: Callable[..., Person], time: Clock) -> Person:
    """Somebody who is registered; and a minute has gone since."""
    person = join("ann")
    time.forward(minutes=1)
    return person


def test_wrong_codes_are_refused_in_the_same_order_whether_the_address_is_taken_free_or_the_registration_unknown(
    bus: Bus, ann: Person
) -> None:
    taken, free = asked(), asked(FREE)
    bus.settle()
    guess = wrong(codes(FREE)[0])
    told = {name: [no(verify(name, guess)) for _ in range(8)] for name in (taken, free, NOBODYS)}

    assert [status for status, _, _ in told[free]] == [401] * 5 + [429] * 3
    assert told[taken] == told[free] == told[NOBODYS]


def test_after_the_wait_all_are_refused_alike_again(bus: Bus, ann: Person, time: Clock) -> None:
    taken, free = asked(), asked(FREE)
    bus.settle()
    guess = wrong(codes(FREE)[0])
    for name in (taken, free, NOBODYS):
        waits = [verify(name, guess) for _ in range(6)][-1].headers["Retry-After"]
    time.forward(seconds=int(waits))

    assert {str(no(verify(name, guess))) for name in (taken, free, NOBODYS)} == {str(no(verify(NOBODYS, guess)))}
    assert verify(free, guess).status == 401


def test_registering_is_answered_and_paused_alike_for_a_taken_and_a_free_address(
    bus: Bus, ann: Person, time: Clock
) -> None:
    def answers(email: str, address: str) -> list[object]:
        said: list[object] = []
        for minutes in (0, 0, 1, 1, 1, 1, 1, 30, 60):
            time.now = time.now.replace(second=0, microsecond=0)
            time.forward(minutes=minutes)
            reply = ask(email, address=address)
            said.append(no(reply) if reply.status > 299 else reply.body | {"registration_id": ""})
            bus.settle()
        return said

    began = time.now
    free = answers(FREE, "192.0.2.1")
    time.now = began.replace(day=began.day + 1)
    taken = answers(ANN, "192.0.2.2")

    assert free == taken
    assert len([mail for mail in mails() if FREE in mail["to"]]) == 5
    assert len([mail for mail in mails() if ANN in mail["to"]]) == 1 + 5


def test_registering_asks_the_same_of_aws_and_of_the_processor_for_a_taken_and_a_free_address(
    bus: Bus, ann: Person
) -> None:
    ask("somebody@example.com")  # whatever is read once in the life of a function
    work = []
    for email in (ANN, FREE):
        with calls() as made, hashing() as hashed:
            ask(email)
        work.append((made, hashed))

    assert work[0] == work[1]
    assert work[0][1] == ["hash"]


def test_a_wrong_code_asks_the_same_of_aws_for_a_taken_address_a_free_one_and_an_unknown_registration(
    bus: Bus, ann: Person
) -> None:
    taken, free = asked(), asked(FREE)
    bus.settle()
    work = []
    for name in (taken, free, NOBODYS):
        with calls() as made:
            verify(name, wrong(codes(FREE)[0]))
        work.append(made)

    assert work[0] == work[1] == work[2]


@pytest.mark.parametrize("device", [None, KEY])
def test_a_failed_sign_in_asks_the_same_of_aws_and_of_the_processor_for_a_known_and_an_unknown_address(
    ann: Person, device: str | None
) -> None:
    sign_in(ann.email, device="another key that was drawn").ok()
    work, answers = [], []
    for email in (ann.email, UNKNOWN):
        with calls() as made, hashing() as hashed:
            answers.append(no(sign_in(email, "not the password", device=device)))
        work.append((made, hashed))

    assert work[0] == work[1]
    assert work[0][1] == ["verify"]
    assert answers[0] == answers[1]


def test_sign_ins_are_refused_in_the_same_order_for_a_known_and_an_unknown_address(ann: Person) -> None:
    known, unknown = (
        [no(sign_in(email, "not the password", address=f"192.0.2.{n}")) for n in range(13)]
        for email in (ann.email, UNKNOWN)
    )

    assert [status for status, _, _ in known] == [401] * 10 + [429] * 3
    assert known == unknown


def test_a_key_says_nothing_of_a_failed_sign_in_either(ann: Person) -> None:
    known, unknown = (no(sign_in(email, "not the password", key="1")) for email in (ann.email, UNKNOWN))

    assert known == unknown


def test_one_mail_goes_to_a_taken_address_and_one_to_a_free_one(bus: Bus, ann: Person) -> None:
    before = len(mails())
    ask(ANN)
    ask(FREE)
    bus.settle()

    assert sorted(str(mail["to"][0]) for mail in mails()[before:]) == [ANN, FREE]
