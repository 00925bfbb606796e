"""Roles: who gives and takes them, whatever happens at once, and what is kept of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from argosy.identity import users
from functions.identity import admin_users
from tests.support.bus import told
from tests.support.call import Reply, call
from tests.support.hook import Call, on_calls
from tests.support.people import Person


@pytest.fixture
def ada(join: Callable[..., Person]) -> Person:
    return join("ada", "admin")


@pytest.fixture
def bob(join: Callable[..., Person]) -> Person:
    return join("bob", "admin")


def take(role: str, whose: Person, by: Person) -> Reply:
    return call(admin_users, f"DELETE /v1/admin/users/{whose.id}/roles/{role}", token=by.token)


def give(role: str, to: Person, by: Person) -> Reply:
    return call(admin_users, f"PUT /v1/admin/users/{to.id}/roles/{role}", token=by.token)


def who_is(role: str, *people: Person) -> list[Person]:
    roles = users.roles_of([person.id for person in people])
    return [person for person in people if role in roles[person.id]]


def before_its_first_write(patch: pytest.MonkeyPatch, happens: Callable[[], Reply]) -> list[Reply]:
    """Just before the next transaction is sent, this happens."""
    done: list[Reply] = []

    def wrapped(go_on: Call, service: str, operation: str, request: Any) -> Any:
        if operation == "TransactWriteItems" and not waiting:
            waiting.append(True)
            done.append(happens())
        return go_on(service, operation, request)

    waiting: list[bool] = []
    on_calls(patch, wrapped)
    return done


def test_of_two_admins_who_take_the_role_from_each_other_at_once_one_is_left(
    ada: Person, bob: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = before_its_first_write(monkeypatch, lambda: take("admin", ada, by=bob))
    second = take("admin", bob, by=ada)

    assert [reply.status for reply in first] == [200]
    assert (second.status, second.problem) == (403, "forbidden")
    assert who_is("admin", ada, bob) == [bob]


@pytest.mark.parametrize("whose", ["another's", "their own"])
def test_who_lost_the_admin_role_in_this_moment_gives_no_role_any_more(
    ada: Person, bob: Person, monkeypatch: pytest.MonkeyPatch, whose: str, join: Callable[..., Person]
) -> None:
    to = ada if whose == "their own" else join("cid")
    before_its_first_write(monkeypatch, lambda: take("admin", ada, by=bob))

    assert give("finance", to, by=ada).status in (403, 409)
    assert who_is("finance", to) == []


def test_an_admin_cannot_take_the_role_from_themselves(ada: Person) -> None:
    reply = take("admin", ada, by=ada)

    assert (reply.status, reply.problem) == (409, "own_admin_role")
    assert who_is("admin", ada) == [ada]


def test_a_role_given_and_taken_is_told_with_what_there_was_before_and_after(ada: Person, bob: Person) -> None:
    give("finance", bob, by=ada).ok()
    give("finance", bob, by=ada).ok()
    take("finance", bob, by=ada).ok()

    given, taken = (json.loads(told(f"identity.role_{what}")[-1]["data"]) for what in ("granted", "withdrawn"))
    assert (given["before"], given["after"]) == (["admin", "member"], ["admin", "finance", "member"])
    assert (taken["before"], taken["after"]) == (["admin", "finance", "member"], ["admin", "member"])
    assert len(told("identity.role_withdrawn")) == 1
