"""Sessions: what ends with them, what is remembered of them, and who is given none."""

from collections.abc import Callable
from typing import Any

import pytest

from functions.identity import profile, sessions
from functions.ledger import wallet
from tests.conftest import Clock
from tests.support import cloud
from tests.support.bus import told
from tests.support.call import Reply, call
from tests.support.people import PASSWORD, Person, sign_in


@pytest.fixture
def ann(join: Callable[..., Person]) -> Person:
    return join("ann")


def account(of: Person) -> dict[str, Any]:
    return next(row for row in cloud.rows() if row["kind"] == "account" and row["user_id"] == of.id)


def suspended(person: Person, yes: bool = True) -> None:
    """By an operator's hand: there is no route for it yet."""
    cloud.client("dynamodb").update_item(
        TableName=cloud.TABLE,
        Key={"pk": {"S": f"USER#{person.id}"}, "sk": {"S": "ACCOUNT"}},
        UpdateExpression="SET suspended = :yes",
        ExpressionAttributeValues={":yes": {"BOOL": yes}},
    )


def ask(email: str, password: str = PASSWORD) -> Reply:
    return call(sessions, "POST /v1/sessions", {"email": email, "password": password})


def refresh(of: Person) -> Reply:
    return call(sessions, "POST /v1/sessions/refresh", {"refresh_token": of.refresh_token})


def sign_out(of: Person) -> None:
    call(sessions, "DELETE /v1/sessions/current", token=of.token).ok()


def test_what_an_account_remembers_of_ended_sessions_is_forgotten_once_their_tokens_are_over(
    ann: Person, time: Clock
) -> None:
    sizes = []
    for _ in range(8):
        again = sign_in(ann.id, ann.email)
        sign_out(again)
        assert call(wallet, "GET /v1/wallets", token=again.token).problem == "session_revoked"
        sizes.append(len(str(account(ann))))
        time.forward(minutes=6)

    assert sizes[-1] == sizes[2] < sizes[0] + 150


def test_a_session_that_ended_stays_ended_as_long_as_its_token_lives(ann: Person, time: Clock) -> None:
    sign_out(ann)
    other = sign_in(ann.id, ann.email)
    time.forward(minutes=9)
    sign_out(other)

    assert call(wallet, "GET /v1/wallets", token=ann.token).problem == "session_revoked"
    assert call(wallet, "GET /v1/wallets", token=other.token).problem == "session_revoked"


def test_whoever_is_suspended_gets_no_token_by_the_password_and_no_session_is_begun(ann: Person) -> None:
    suspended(ann)
    before = [row for row in cloud.rows() if row["kind"] == "session"]

    assert (ask(ann.email).status, ask(ann.email).problem) == (403, "account_suspended")
    assert [row for row in cloud.rows() if row["kind"] == "session"] == before


def test_whoever_is_suspended_gets_no_token_by_refreshing_and_goes_on_once_that_is_over(ann: Person) -> None:
    suspended(ann)
    assert (refresh(ann).status, refresh(ann).problem) == (403, "account_suspended")

    suspended(ann, yes=False)
    assert refresh(ann).status == 200
    assert told("identity.session_ended") == []


def test_a_stranger_without_the_password_does_not_learn_that_an_account_is_suspended(ann: Person) -> None:
    suspended(ann)
    wrong, unknown = ask(ann.email, "wrong password"), ask("nobody@example.com", "wrong password")

    assert (wrong.status, unknown.status) == (401, 401)
    assert {**wrong.body, "request_id": ""} == {**unknown.body, "request_id": ""}


def test_a_role_that_was_given_meanwhile_is_in_the_next_token(ann: Person, join: Callable[..., Person]) -> None:
    admin = join("ada", "admin")
    call("identity.admin_users", f"PUT /v1/admin/users/{ann.id}/roles/seller", token=admin.token).ok()
    fresh = refresh(ann).ok()["access_token"]

    assert call(profile, "GET /v1/me", token=fresh).ok()["roles"] == ["member", "seller"]


@pytest.mark.parametrize(
    "made_up",
    ["x", "A" * 43, "A" * 43 + "." + "0" * 64, "." + "0" * 64, ".", "é.\ud800", "{the real one}0", "{the real one} "],
)
def test_who_makes_a_refresh_token_up_for_a_session_ends_nothing(ann: Person, made_up: str) -> None:
    session_id, _, real = ann.refresh_token.partition(".")
    wish = {"refresh_token": f"{session_id}.{made_up.replace('{the real one}', real)}"}
    reply = call(sessions, "POST /v1/sessions/refresh", wish)

    assert (reply.status, reply.problem) == (401, "invalid_token")
    assert told("identity.session_ended") == []
    assert refresh(ann).status == 200


def test_a_refresh_token_of_any_generation_that_comes_again_ends_the_session(ann: Person, time: Clock) -> None:
    tokens = [ann.refresh_token]
    for _ in range(3):
        tokens.append(call(sessions, "POST /v1/sessions/refresh", {"refresh_token": tokens[-1]}).ok()["refresh_token"])
        time.forward(minutes=1)
    reply = call(sessions, "POST /v1/sessions/refresh", {"refresh_token": tokens[1]})

    assert (reply.status, reply.problem) == (401, "refresh_reused")
    assert call(sessions, "POST /v1/sessions/refresh", {"refresh_token": tokens[-1]}).problem == "invalid_token"


def test_a_token_of_another_session_is_none_of_this_one(ann: Person) -> None:
    other = sign_in(ann.id, ann.email)
    mixed = f"{ann.refresh_token.partition('.')[0]}.{other.refresh_token.partition('.')[2]}"
    assert call(sessions, "POST /v1/sessions/refresh", {"refresh_token": mixed}).problem == "invalid_token"

    assert refresh(ann).status == 200
