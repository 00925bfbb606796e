"""A code proves only the request whose sender holds its secret id."""

from functions.identity import profile
from tests.conftest import Clock
from tests.identity.world import ANN, ask, asked, codes, forget_receipts, sign_in, verify
from tests.support.bus import Bus
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import PASSWORD, mails

THEIRS = "a password of the stranger's own"


def test_a_stranger_who_registers_with_an_address_first_gives_its_owner_neither_name_nor_password(
    bus: Bus, time: Clock
) -> None:
    ask(name="Mallory", password=THEIRS, address="192.0.2.66")
    bus.settle()
    time.forward(minutes=1)
    mine = asked()
    bus.settle()
    strangers, owners = codes()

    assert verify(mine, strangers).problem == "invalid_code"
    assert verify(mine, owners).ok()["display_name"] == "Ann"
    token = sign_in().ok()["access_token"]
    assert call(profile, "GET /v1/me", token=token).ok()["display_name"] == "Ann"
    assert sign_in(password=THEIRS).problem == "invalid_credentials"


def test_who_comes_after_changes_nothing_for_who_came_first(bus: Bus, time: Clock) -> None:
    mine = asked()
    bus.settle()
    time.forward(minutes=1)
    theirs = asked(name="Mallory", password=THEIRS, address="192.0.2.66")
    bus.settle()
    first, second = codes()

    assert verify(theirs, first).problem == "invalid_code"
    assert verify(mine, first).ok()["display_name"] == "Ann"
    assert verify(theirs, second).problem == "already_registered"
    assert [row["display_name"] for row in rows() if row["kind"] == "user"] == ["Ann"]


def test_a_stranger_who_tries_codes_leaves_the_owners_tries_as_they_are(bus: Bus, time: Clock) -> None:
    theirs = asked(name="Mallory", password=THEIRS, address="192.0.2.66")
    time.forward(minutes=1)
    mine = asked()
    bus.settle()
    for _ in range(7):
        verify(theirs, "000000", address="192.0.2.66")

    assert verify(mine, codes()[-1]).status == 200


def test_the_same_request_under_its_key_gets_the_same_secret_and_sends_no_second_mail(bus: Bus, time: Clock) -> None:
    first = ask(key="mine")
    bus.settle()
    again = ask(key="mine")
    bus.settle()

    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert len(mails()) == 1
    verify(first.body["registration_id"], codes()[0]).ok()
    time.forward(hours=1)
    assert ask(key="mine").body == first.body
    bus.settle()
    assert len(mails()) == 1


def test_a_repeated_request_is_answered_as_before_though_no_more_would_be_let_through(bus: Bus) -> None:
    first = ask(key="mine")
    for n in range(30):
        ask(f"a{n}@example.com")

    assert ask("b@example.com").status == 429
    assert ask(key="mine").body == first.body


def test_a_stranger_who_chooses_the_same_key_gets_no_secret_of_another_and_is_not_kept_out_by_it(bus: Bus) -> None:
    mine = asked(key="1")
    same_key = ask("bob@example.com", key="1", address="192.0.2.66")
    guessed = ask(key="1", password=THEIRS, address="192.0.2.66")

    assert same_key.status == 202
    assert same_key.body["registration_id"] != mine
    assert guessed.status == 429  # as any other request for this address within the minute
    assert mine not in guessed.text + same_key.text


def test_two_requests_without_a_key_are_two_registrations(bus: Bus, time: Clock) -> None:
    one = asked()
    time.forward(minutes=1)

    assert asked() != one


def test_the_fact_delivered_again_draws_another_code_and_the_one_before_is_worth_nothing(bus: Bus) -> None:
    registration = asked()
    bus.settle()
    forget_receipts()
    bus.again("identity.verification_requested")
    before, now = codes()

    assert before == now or verify(registration, before).problem == "invalid_code"
    assert verify(registration, now).status == 200


def test_a_fact_that_comes_once_the_code_was_given_sends_nothing(bus: Bus) -> None:
    registration = asked()
    bus.settle()
    verify(registration, codes()[0]).ok()
    forget_receipts()
    bus.again("identity.verification_requested")

    assert len(mails()) == 1
    assert sign_in(password=PASSWORD).status == 201
    assert ANN in str(mails()[0]["to"])
