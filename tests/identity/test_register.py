"""Registering: the address is proved by a code, and nobody learns from outside which addresses are known."""

import pytest

from functions.identity import register, sessions
from tests.conftest import Clock
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import PASSWORD, code_for, mails

ANN = {"email": "ann@example.com", "password": PASSWORD, "display_name": "Ann"}


def test_registering_makes_no_user_before_the_code_is_given(bus: Bus) -> None:
    reply = call(register, "POST /v1/users", ANN)

    assert (reply.status, reply.body) == (202, {"status": "verification_sent"})
    assert not [row for row in rows() if row["kind"] == "user"]


def test_the_code_in_the_mail_makes_the_user_and_tells_it_once(bus: Bus) -> None:
    call(register, "POST /v1/users", ANN)
    bus.settle()
    reply = call(register, "POST /v1/users/verify", {"email": "Ann@Example.com", "code": code_for("ann@example.com")})

    assert reply.status == 200
    assert reply.body["roles"] == ["member"]
    assert len(told("identity.user_registered")) == 1


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail_without_a_code(bus: Bus, join) -> None:
    join("ann")
    first = call(register, "POST /v1/users", ANN | {"email": "new@example.com"})
    taken = call(register, "POST /v1/users", ANN)
    bus.settle()

    assert (taken.status, taken.body) == (first.status, first.body)
    assert (
        mails()[-1]["subject"] == "You already have an account"
        or mails()[-2]["subject"] == "You already have an account"
    )
    assert len([row for row in rows() if row["kind"] == "user"]) == 1


def test_a_wrong_code_is_refused_and_the_sixth_try_is_one_too_many(bus: Bus) -> None:
    call(register, "POST /v1/users", ANN)
    bus.settle()
    right = code_for("ann@example.com")
    wrong = "000000" if right != "000000" else "111111"

    tries = [call(register, "POST /v1/users/verify", {"email": ANN["email"], "code": wrong}) for _ in range(6)]

    assert [reply.status for reply in tries] == [401] * 5 + [429]
    assert tries[0].problem == "invalid_code"
    assert int(tries[5].headers["Retry-After"]) > 0
    assert call(register, "POST /v1/users/verify", {"email": ANN["email"], "code": right}).status == 429


def test_a_code_works_once_and_not_for_another_address(bus: Bus) -> None:
    call(register, "POST /v1/users", ANN)
    call(register, "POST /v1/users", ANN | {"email": "bob@example.com"})
    bus.settle()
    code = code_for("ann@example.com")

    assert call(register, "POST /v1/users/verify", {"email": "bob@example.com", "code": code}).problem == "invalid_code"
    assert call(register, "POST /v1/users/verify", {"email": ANN["email"], "code": code}).status == 200
    assert call(register, "POST /v1/users/verify", {"email": ANN["email"], "code": code}).problem == "invalid_code"


def test_a_code_is_worth_nothing_after_ten_minutes(bus: Bus, time: Clock) -> None:
    call(register, "POST /v1/users", ANN)
    bus.settle()
    time.forward(minutes=11)

    verification = {"email": ANN["email"], "code": code_for("ann@example.com")}
    assert call(register, "POST /v1/users/verify", verification).problem == "invalid_code"


def test_registering_again_within_a_minute_sends_no_second_mail(bus: Bus, time: Clock) -> None:
    call(register, "POST /v1/users", ANN)
    call(register, "POST /v1/users", ANN)
    bus.settle()
    assert len(mails()) == 1

    time.forward(seconds=61)
    call(register, "POST /v1/users", ANN)
    bus.settle()
    assert len(mails()) == 2


@pytest.mark.parametrize(
    ("password", "code"),
    [("short", "password_too_short"), ("x" * 129, "password_too_long"), ("Password1", "password_compromised")],
)
def test_a_password_that_is_no_protection_is_refused(bus: Bus, password: str, code: str) -> None:
    reply = call(register, "POST /v1/users", ANN | {"password": password})

    assert (reply.status, reply.problem) == (422, code)


def test_a_password_of_any_characters_is_kept_byte_exact(bus: Bus) -> None:
    odd = "nul\x00 and 🐙 and e\u0301"
    call(register, "POST /v1/users", ANN | {"password": odd})
    bus.settle()
    call(register, "POST /v1/users/verify", {"email": ANN["email"], "code": code_for(ANN["email"])})

    assert call(sessions, "POST /v1/sessions", {"email": ANN["email"], "password": odd}).status == 201
    composed = odd.replace("e\u0301", "\u00e9")
    assert call(sessions, "POST /v1/sessions", {"email": ANN["email"], "password": composed}).status == 401


def test_the_mail_is_written_in_the_language_that_was_asked_for(bus: Bus) -> None:
    call(register, "POST /v1/users", ANN | {"locale": "zh-CN"})
    bus.settle()

    assert "验证码" in str(mails()[0]["text"])


def test_no_code_no_password_and_no_address_stands_in_a_fact(bus: Bus) -> None:
    call(register, "POST /v1/users", ANN)
    bus.settle()
    code = code_for("ann@example.com")
    call(register, "POST /v1/users/verify", {"email": ANN["email"], "code": code})

    for fact in told():
        assert not any(secret in str(fact) for secret in (code, PASSWORD, "ann@example.com"))
