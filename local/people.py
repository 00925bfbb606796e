"""People and how they reach the API: over HTTP, with an e-mail address that they can read, as anybody would."""

import hashlib
import re
import socket
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx

from local.home import Problem
from local.stack import Stack

MAIL_SECONDS = 30.0


@dataclass
class Person:
    """Somebody who can log in; `role` is the one that was given, beside `member` that everybody has."""

    role: str
    name: str
    email: str
    password: str
    locale: str = "en"
    id: str = ""


class Refused(Problem):
    """The API said no where a yes was wanted."""

    def __init__(self, request: str, answer: httpx.Response) -> None:
        self.status = answer.status_code
        body = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        self.code = str(body.get("code", ""))
        super().__init__(f"{request} answered {answer.status_code}: {answer.text[:500]}")


def door(stack: Stack, place: str | None = None) -> httpx.Client:
    """Connections to the API, shared by everybody who calls it from here, or from one place alone."""
    many = httpx.Limits(max_connections=100, max_keepalive_connections=40)
    transport = httpx.HTTPTransport(trust_env=False, limits=many, local_address=place)
    return httpx.Client(base_url=stack.api, timeout=40, trust_env=False, transport=transport)


@cache
def many_places() -> bool:
    """Whether this machine can call from all of 127.0.0.0/8: Linux can, others have one address unless they are given more."""
    with socket.socket() as probe:
        try:
            probe.bind(("127.1.1.1", 0))
        except OSError:
            return False
    return True


def place_of(name: str) -> str | None:
    """An address of one's own, as far as this machine has them: not everybody lives in one place."""
    one, two, three = hashlib.sha256(name.encode()).digest()[:3]
    return f"127.{1 + one % 254}.{two}.{1 + three % 254}" if many_places() else None


@dataclass
class Visitor:
    """One person at the API; nobody in particular until they sign in."""

    http: httpx.Client
    person: Person | None = None
    tokens: dict[str, Any] = field(default_factory=dict)

    def ask(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        key: str | None = None,
        headers: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Whatever is answered. Who is signed in signs in again once ten minutes are over: the clock may have moved."""
        own = {"Idempotency-Key": key or str(uuid.uuid4())} if method == "POST" else {}

        def send() -> httpx.Response:
            given = {**own, **self._bearer(), **(headers or {})}
            return self.http.request(method, path, json=body, params=query, headers=given)

        answer = send()
        if answer.status_code == 401 and self.person and answer.json().get("code") == "token_expired":
            self.sign_in(self.person)
            return send()
        return answer

    def call(self, method: str, path: str, body: Any = None, *, key: str | None = None, **query: str) -> Any:
        """The answer's JSON. Raises Refused."""
        answer = self.ask(method, path, body, key=key, query=query)
        if answer.is_error:
            raise Refused(f"{method} {path}", answer)
        return answer.json() if answer.content else None

    def sign_in(self, person: Person) -> "Visitor":
        """With the address and password alone: a token that is over would be refused even here."""
        wish = {"email": person.email, "password": person.password}
        self.tokens = Visitor(self.http).call("POST", "/v1/sessions", wish)
        self.person = person
        return self

    @property
    def id(self) -> str:
        """Whose id is asked for is signed in."""
        assert self.person is not None
        return self.person.id

    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens['access_token']}"} if self.person else {}


def register(person: Person, stack: Stack) -> str:
    """Ask for an account; a code is mailed. The secret without which the code is nothing."""
    wish = {"email": person.email, "password": person.password, "display_name": person.name, "locale": person.locale}
    with door(stack, place_of(person.email)) as own:
        return str(Visitor(own).call("POST", "/v1/users", wish)["registration_id"])


def verify(person: Person, registration_id: str, stack: Stack, http: httpx.Client) -> Visitor:
    """Give the code back that was mailed, and sign in."""
    proof = {"registration_id": registration_id, "code": mailed_code(person.email, stack)}
    with door(stack, place_of(person.email)) as own:
        person.id = str(Visitor(own).call("POST", "/v1/users/verify", proof)["id"])
    return Visitor(http).sign_in(person)


def mailed_code(email: str, stack: Stack) -> str:
    """The newest code that was mailed to this address. Raises Problem when none comes."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        for message in messages(email, stack):
            if found := re.search(r"\b\d{6}\b", message["text"]):
                return found.group()
        time.sleep(0.05)
    raise Problem(f"no mail with a code reached {email} within {MAIL_SECONDS:.0f} s: ./argosy logs says why")


def messages(to: str, stack: Stack) -> list[dict[str, Any]]:
    """What was sent to this address, telephone or device, newest first."""
    found: list[dict[str, Any]] = httpx.get(stack.mail, params={"to": to}, trust_env=False, timeout=10).json()["data"]
    return found
