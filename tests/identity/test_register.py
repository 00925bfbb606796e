"""Registering: the address is proved by a code, and nobody learns from outside which addresses are known."""

import re

import pytest

from functions.identity import register
from tests.conftest import Clock
from tests.identity.world import ANN, ask, asked, codes, sign_in, verify, wrong
from tests.support.bus import Bus, told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import PASSWORD, mails


def test_registering_makes_no_user_before_the_code_is_given(bus: Bus) -> None:
    reply = ask()

    assert reply.status == 202
    assert reply.body | {"registration_id": ""} == {
        "status": "verification_sent", "registration_id": "", "expires_in": 600, "resend_after": 60,
    }  # fmt: skip
    assert not [row for row in rows() if row["kind"] == "user"]


def test_the_code_in_the_mail_makes_the_user_and_tells_it_once(bus: Bus) -> None:
    registration = asked()
    bus.settle()
    reply = verify(registration, codes()[0], email="Ann@Example.com")

    assert reply.status == 200
    assert (reply.body["roles"], reply.body["display_name"]) == (["member"], "Ann")
    assert len(told("identity.user_registered")) == 1


def test_a_taken_address_gets_the_same_answer_and_its_owner_a_mail_without_a_code(bus: Bus, join, time: Clock) -> None:
    join("ann")
    time.forward(minutes=1)
    free, taken = ask("new@example.com"), ask()
    bus.settle()

    assert (taken.status, taken.body | {"registration_id": ""}) == (free.status, free.body | {"registration_id": ""})
    subjects = {str(mail["to"][0]): mail["subject"] for mail in mails()}
    assert subjects == {"new@example.com": "Your code to register with Argosy", ANN: "You already have an account"}
    assert len([row for row in rows() if row["kind"] == "user"]) == 1


def test_a_wrong_code_is_refused_and_the_sixth_try_is_one_too_many(bus: Bus) -> None:
    registration = asked()
    bus.settle()
    (right,) = codes()

    tries = [verify(registration, wrong(right)) for _ in range(6)]

    assert [reply.status for reply in tries] == [401] * 5 + [429]
    assert (tries[0].problem, tries[5].problem) == ("invalid_code", "too_many_attempts")
    assert verify(registration, right).status == 429


def test_a_code_works_once_and_not_for_another_address(bus: Bus) -> None:
    mine, other = asked(), asked("bob@example.com")
    bus.settle()
    (code,) = codes()

    assert verify(other, code).problem == "invalid_code"
    assert verify(mine, code, email="bob@example.com").problem == "invalid_code"
    assert verify(mine, code).status == 200
    assert verify(mine, code).problem == "invalid_code"


def test_a_code_is_worth_nothing_after_ten_minutes(bus: Bus, time: Clock) -> None:
    registration = asked()
    bus.settle()
    time.forward(minutes=11)

    assert verify(registration, codes()[0]).problem == "invalid_code"


def test_registering_again_within_a_minute_sends_no_second_mail(bus: Bus, time: Clock) -> None:
    ask()
    again = ask()
    bus.settle()
    assert (again.status, again.problem, len(mails())) == (429, "rate_limited", 1)

    time.forward(seconds=int(again.headers["Retry-After"]))
    assert ask().status == 202
    bus.settle()
    assert len(mails()) == 2


@pytest.mark.parametrize(
    ("password", "code"),
    [("short", "password_too_short"), ("x" * 129, "password_too_long"), ("Password1", "password_compromised")],
)
def test_a_password_that_is_no_protection_is_refused(bus: Bus, password: str, code: str) -> None:
    reply = ask(password=password)

    assert (reply.status, reply.problem) == (422, code)


def test_a_password_of_any_characters_is_kept_byte_exact(bus: Bus) -> None:
    odd = "nul\x00 and 🐙 and e\u0301"
    registration = asked(password=odd)
    bus.settle()
    verify(registration, codes()[0]).ok()

    assert sign_in(password=odd).status == 201
    assert sign_in(password=odd.replace("e\u0301", "\u00e9")).status == 401


def test_the_mail_is_written_in_the_language_that_was_asked_for(bus: Bus) -> None:
    ask(locale="zh-CN")
    bus.settle()

    assert "验证码" in str(mails()[0]["text"])


def test_a_mail_says_what_its_code_is_for_and_when_it_was_asked_for_and_holds_no_word_of_a_stranger(bus: Bus) -> None:
    ask(name="WIN A PRIZE at evil.example")
    bus.settle()
    (mail,) = mails()

    assert "register" in str(mail["subject"])
    assert "04:08 (UTC)" in str(mail["text"])
    assert "evil" not in str(mail)


def test_no_code_no_password_no_address_and_no_secret_id_stands_in_a_fact(bus: Bus) -> None:
    registration = asked()
    bus.settle()
    (code,) = codes()
    verify(registration, code).ok()

    assert told()
    for fact in told():
        assert not any(secret in str(fact) for secret in (code, PASSWORD, ANN, registration))


def test_neither_secret_id_nor_code_nor_address_can_be_read_in_a_key_of_the_table(bus: Bus) -> None:
    registration = asked(key="mine")
    bus.settle()
    (code,) = codes()

    assert re.fullmatch(r"reg_[0-7][0-9A-Z]{25}", registration)  # 128 bits
    assert not [row for row in rows() if registration in str(row) or code in str(row.values())]
    assert not [row for row in rows() if ANN in row["pk"] + row["sk"]]


@pytest.mark.parametrize(
    ("proof", "code"),
    [
        ({"email": ANN, "code": "123456"}, "missing_field"),
        ({"registration_id": None, "code": "123456"}, "invalid_field"),
        ({"registration_id": "", "code": "123456"}, "invalid_id"),
        ({"registration_id": "usr_01KAG0000000000000000000AC", "code": "123456"}, "invalid_id"),
        ({"registration_id": "reg_01KAG0000000000000000000AC"}, "missing_field"),
        ({"registration_id": "reg_01KAG0000000000000000000AC", "code": "123456", "email": "ann"}, "invalid_email"),
    ],
)
def test_a_proof_without_its_registration_is_no_proof(bus: Bus, proof: dict[str, str], code: str) -> None:
    reply = call(register, "POST /v1/users/verify", proof)

    assert (reply.status, reply.problem) == (422, code)
