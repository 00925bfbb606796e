"""Duels over who somebody is: the last try, a code that is given twice, sessions that end at once."""

from collections.abc import Iterator
from typing import Any

from argosy.identity import challenges
from argosy.identity.challenge import MOST_TRIES
from argosy.identity.signing_in import TRIES
from tests.faults.acts import Acts
from tests.faults.duel import Actors, Afterwards, Came, duel
from tests.support import people
from tests.support.call import Reply

EMAIL = "newcomer@example.com"


def sign_in(acts: Acts, email: str, password: str) -> Reply | None:
    return acts.reply("identity.sessions", "POST /v1/sessions", {"email": email, "password": password})


def registered(acts: Acts) -> tuple[str, str]:
    """The secret id of a registration, and its code: what the mail would say."""
    wish = {"email": EMAIL, "password": people.PASSWORD, "display_name": "New"}
    reply = acts.reply("identity.register", "POST /v1/users", wish)
    registration = str(reply.ok()["registration_id"]) if reply else ""
    return registration, challenges.new_code(challenges.hashed(registration))


def verify(acts: Acts, registration: str, code: str) -> Reply | None:
    proof = {"registration_id": registration, "code": code}
    return acts.reply("identity.register", "POST /v1/users/verify", proof)


def looked_at(came: Came, most: int) -> Iterator[str]:
    """A refusal without `Retry-After` is one of what was compared."""
    statuses = [reply.status for reply in came.values() if reply]
    if statuses.count(401) > most or not set(statuses) <= {401, 429}:
        yield f"answered {statuses}, and {most} was left to try"


@duel("two strangers use the last try at a password")
def last_try_at_a_password(acts: Acts) -> tuple[Actors, Afterwards]:
    for _ in range(TRIES.most - 1):
        sign_in(acts, acts.lab.buyer.email, "wrong password")

    def look(came: Came) -> Iterator[str]:
        yield from looked_at(came, 1)

    return dict.fromkeys(("one", "other"), lambda: sign_in(acts, acts.lab.buyer.email, "another one")), look


@duel("two use the last try at a code")
def last_try_at_a_code(acts: Acts) -> tuple[Actors, Afterwards]:
    registration, code = registered(acts)
    wrong = "000000" if code != "000000" else "111111"
    for _ in range(MOST_TRIES - 1):
        verify(acts, registration, wrong)

    def look(came: Came) -> Iterator[str]:
        yield from looked_at(came, 1)

    return dict.fromkeys(("one", "other"), lambda: verify(acts, registration, wrong)), look


@duel("the right code is given twice at once")
def right_code_twice(acts: Acts) -> tuple[Actors, Afterwards]:
    registration, code = registered(acts)
    before = len(acts.lab.rows("user"))

    def look(came: Came) -> Iterator[str]:
        statuses = sorted(reply.status for reply in came.values() if reply)
        made = len(acts.lab.rows("user")) - before
        if made != 1 or statuses.count(200) > 1 or not set(statuses) <= {200, 401, 429}:
            yield f"answered {statuses}, {made} users made"
        signed_in = sign_in(acts, EMAIL, people.PASSWORD)
        if signed_in is not None and signed_in.status != 201:
            yield f"who registered is answered {signed_in.status}"

    return dict.fromkeys(("once", "twice"), lambda: verify(acts, registration, code)), look


@duel("two sessions of one person end at once")
def two_sessions_end(acts: Acts) -> tuple[Actors, Afterwards]:
    reply = sign_in(acts, acts.lab.buyer.email, people.PASSWORD)
    tokens = {"one": acts.lab.buyer.token, "other": reply.ok()["access_token"] if reply else ""}

    def sign_out(token: str) -> Reply | None:
        return acts.reply("identity.sessions", "DELETE /v1/sessions/current", token=token)

    def look(came: Came) -> Iterator[str]:
        for name, token in tokens.items():
            still = acts.reply("ledger.wallet", "GET /v1/wallets", token=token)
            if came[name] is not None and still is not None and still.status != 401:
                yield f"the {name} session ended, and its token is answered {still.status}"

    return {name: lambda token=token: sign_out(token) for name, token in tokens.items()}, look


@duel("a device is registered while its session ends")
def device_and_sign_out(acts: Acts) -> tuple[Actors, Afterwards]:
    buyer = acts.lab.buyer

    def device() -> Any:
        wish = {"platform": "ios", "token": "telephone"}
        return acts.ask("notifications.devices", "POST /v1/me/devices", wish, who=buyer)

    def sign_out() -> Any:
        return acts.ask("identity.sessions", "DELETE /v1/sessions/current", who=buyer)

    def look(came: Came) -> Iterator[str]:
        again = sign_in(acts, buyer.email, people.PASSWORD)
        if came["out"] is None or again is None:
            return
        listed = acts.reply("notifications.devices", "GET /v1/me/devices", token=again.ok()["access_token"])
        if listed is not None and listed.ok()["data"]:
            yield "a device is told more than its session lasted"
        if device() is not None:
            yield "a device was registered in a session that had ended"

    return {"device": device, "out": sign_out}, look
