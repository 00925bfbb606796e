"""How often somebody may try: counted before anything is compared, whoever does it at once, and every wait is true."""

import threading
import time as real_time
from collections.abc import Callable
from typing import Any

import pytest

from argosy.identity import passwords
from tests.conftest import Clock
from tests.identity.world import ANN, NOBODYS, ask, asked, codes, forget_receipts, hashing, sign_in, verify, wrong
from tests.support.bus import Bus
from tests.support.call import Reply
from tests.support.hook import Call, on_calls
from tests.support.people import Person, mails

WRONG = "not the password"
KEY, OTHER_KEY = "a key that the telephone drew", "a key that the stranger drew"
Ask = Callable[[], Reply]


@pytest.fixture
def ann(join: Callable[..., Person]) -> Person:
    return join("ann")


def goes_after_the_wait(refused: Reply, again: Ask, time: Clock, status: int) -> None:
    """Until it is over the refusal stands; then it is judged again."""
    assert refused.status == 429
    wait = int(refused.headers["Retry-After"])
    time.forward(seconds=wait - 2 if wait > 2 else 0)
    assert again().status == 429
    time.forward(seconds=2)
    assert again().status == status


def test_five_codes_are_tried_in_a_registrations_life_whatever_is_sent_again(bus: Bus) -> None:
    registration = asked()
    bus.settle()
    for _ in range(3):
        verify(registration, wrong(codes()[-1]))
    forget_receipts()
    bus.again("identity.verification_requested")  # another code, in a second mail
    assert len(codes()) == 2
    tries = [verify(registration, wrong(codes()[-1])).status for _ in range(3)]

    assert tries == [401, 401, 429]
    assert verify(registration, codes()[-1]).status == 429


def test_no_more_than_fifty_codes_can_be_tried_at_an_address_in_a_day(bus: Bus, time: Clock) -> None:
    looked_at = 0
    time.now = time.now.replace(hour=0, minute=0)
    for minute in range(24 * 60):
        time.now = time.now.replace(hour=minute // 60, minute=minute % 60, second=0)
        reply = ask(address=f"10.0.{minute % 200}.1")
        if reply.status == 202:
            bus.settle()
            guesses = [verify(reply.body["registration_id"], "000000", address=f"10.0.{n}.1") for n in range(7)]
            looked_at += sum(guess.status == 401 for guess in guesses)

    assert (len(mails()), looked_at) == (10, 50)


def test_the_wait_of_a_sixth_try_is_true(bus: Bus, time: Clock) -> None:
    registration = asked()
    bus.settle()
    guess = wrong(codes()[0])
    refused = [verify(registration, guess) for _ in range(6)][-1]

    goes_after_the_wait(refused, lambda: verify(registration, guess), time, 401)


@pytest.mark.parametrize(("minutes", "sent"), [(1, 5), (61, 10)])
def test_an_address_gets_one_mail_a_minute_five_an_hour_ten_a_day_and_each_wait_is_true(
    bus: Bus, time: Clock, minutes: int, sent: int
) -> None:
    time.now = time.now.replace(hour=0, minute=0, second=0, microsecond=0)
    for n in range(12):
        if (refused := ask(address=f"192.0.2.{n}")).status == 429:
            break
        time.forward(minutes=minutes)
    bus.settle()

    assert (len(mails()), refused.problem) == (sent, "rate_limited")
    goes_after_the_wait(refused, lambda: ask(address="192.0.2.99"), time, 202)


def test_who_asks_for_codes_to_a_strangers_address_from_one_place_leaves_its_owner_some(bus: Bus, time: Clock) -> None:
    time.now = time.now.replace(hour=0, minute=0, second=0, microsecond=0)
    statuses = []
    for _ in range(14):
        statuses.append(ask(address="192.0.2.66").status)
        time.forward(minutes=30)
    refused = ask(address="192.0.2.66")

    assert statuses == [202] * 5 + [429] * 9
    assert (ask(address="192.0.2.1").status, refused.problem) == (202, "rate_limited")
    goes_after_the_wait(refused, lambda: ask(address="192.0.2.66"), time, 202)


def test_the_twenty_first_registration_from_one_address_waits_and_nobody_elsewhere_does(bus: Bus, time: Clock) -> None:
    statuses = [ask(f"a{n}@example.com").status for n in range(40)]
    assert statuses == [202] * 20 + [429] * 20
    assert ask("b@example.com", address="192.0.2.1").status == 202

    goes_after_the_wait(ask("c@example.com"), lambda: ask("c@example.com"), time, 202)


def test_an_ipv6_network_is_one_address(bus: Bus) -> None:
    statuses = [ask(f"a{n}@example.com", address=f"2001:db8::{n:x}").status for n in range(21)]

    assert statuses == [202] * 20 + [429]


def test_codes_are_tried_thirty_times_from_one_address_whatever_for(bus: Bus, time: Clock) -> None:
    names = [f"{NOBODYS[:-2]}{n:02d}" for n in range(40)]
    statuses = [verify(name, "000000").status for name in names]

    assert statuses == [401] * 30 + [429] * 10
    goes_after_the_wait(verify(NOBODYS, "000000"), lambda: verify(NOBODYS, "000000"), time, 401)


def test_thirty_failures_from_one_address_are_the_last_at_whatever_accounts(ann: Person, time: Clock) -> None:
    statuses = [sign_in(f"a{n}@example.com", WRONG).status for n in range(40)]
    assert statuses == [401] * 30 + [429] * 10
    assert sign_in(ann.email, address="192.0.2.1").status == 201

    goes_after_the_wait(sign_in(ann.email), lambda: sign_in(ann.email), time, 201)


def test_whoever_signs_in_rightly_is_never_too_often_there(ann: Person) -> None:
    assert {sign_in(ann.email).status for _ in range(40)} == {201}


def test_what_is_refused_for_being_too_often_costs_no_hashing(ann: Person) -> None:
    with hashing() as hashed:
        statuses = [sign_in(ann.email, WRONG).status for _ in range(15)]
        more = [ask(ann.email).status for _ in range(3)]

    assert statuses.count(429) == 5
    assert more == [429] * 3
    assert hashed == ["verify"] * 10


def test_a_stranger_who_fails_again_and_again_keeps_the_owner_out_of_no_device_that_is_known(
    ann: Person, time: Clock
) -> None:
    sign_in(ann.email, device=KEY).ok()
    for _ in range(12):
        sign_in(ann.email, WRONG, address="192.0.2.66", device=OTHER_KEY)

    assert sign_in(ann.email, device=KEY).status == 201
    refused = sign_in(ann.email)
    assert refused.problem == "too_many_attempts"
    goes_after_the_wait(refused, lambda: sign_in(ann.email), time, 201)


def test_a_known_device_has_ten_tries_of_its_own_and_then_waits_as_well(ann: Person, time: Clock) -> None:
    sign_in(ann.email, device=KEY).ok()
    statuses = [sign_in(ann.email, WRONG, device=KEY).status for _ in range(11)]
    refused = sign_in(ann.email, device=KEY)

    assert statuses == [401] * 10 + [429]
    assert sign_in(ann.email).status == 201
    goes_after_the_wait(refused, lambda: sign_in(ann.email, device=KEY), time, 201)


def test_who_fails_again_and_again_at_the_owners_own_place_keeps_no_known_device_out(ann: Person) -> None:
    sign_in(ann.email, device=KEY).ok()
    for n in range(40):
        sign_in(f"a{n}@example.com", WRONG)

    assert sign_in(ann.email).problem == "rate_limited"
    assert sign_in(ann.email, device=KEY).status == 201


def test_a_device_is_known_where_it_signed_in_and_nowhere_else_and_not_for_ever(
    ann: Person, join: Callable[..., Person], time: Clock
) -> None:
    bob = join("bob")
    sign_in(bob.email, device=KEY).ok()
    assert blocked(ann.email).status == 429

    sign_in(bob.email, device=OTHER_KEY).ok()
    time.forward(days=181)
    assert blocked(bob.email).status == 429


def blocked(email: str) -> Reply:
    """What a device with the key is answered once strangers have used all tries."""
    for n in range(10):
        sign_in(email, WRONG, address=f"192.0.2.{n}")
    return sign_in(email, device=KEY)


@pytest.mark.parametrize("key", ["", "short", "k" * 201])
def test_a_key_that_could_be_guessed_is_no_key_of_a_device(ann: Person, key: str) -> None:
    reply = sign_in(ann.email, device=key or " ")

    assert (reply.status, reply.problem) == (422, "invalid_field")


def at_once(ask: Ask, times: int, patch: pytest.MonkeyPatch) -> tuple[list[int], int]:
    """The statuses of so many at once, and how many passwords were looked at. moto takes one call after another, in any order."""
    lock, looked_at, statuses = threading.Lock(), [], []
    hasher: Any = type(passwords._hasher())
    verifies = hasher.verify

    def one_by_one(go_on: Call, *asked: Any) -> Any:
        with lock:
            return go_on(*asked)

    def slowly(self: Any, *given: Any) -> Any:
        looked_at.append(1)
        real_time.sleep(0.3)  # so that all have come as far as this before the first has failed
        return verifies(self, *given)

    on_calls(patch, one_by_one)
    patch.setattr(hasher, "verify", slowly)
    threads = [threading.Thread(target=lambda: statuses.append(ask().status)) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(statuses), len(looked_at)


@pytest.mark.parametrize("email", [ANN, "nobody@example.com"])
def test_of_twenty_sign_ins_at_once_ten_passwords_are_looked_at(
    ann: Person, monkeypatch: pytest.MonkeyPatch, email: str
) -> None:
    statuses, looked_at = at_once(lambda: sign_in(email, WRONG), 20, monkeypatch)

    assert statuses == [401] * 10 + [429] * 10
    assert looked_at == 10


def test_of_twenty_codes_at_once_five_are_looked_at(bus: Bus, monkeypatch: pytest.MonkeyPatch) -> None:
    registration = asked()
    bus.settle()
    guess = wrong(codes()[0])
    statuses, _ = at_once(lambda: verify(registration, guess), 20, monkeypatch)

    assert statuses == [401] * 5 + [429] * 15
