"""A small world to begin with: people of every role, some posts and products, made over HTTP as anybody would."""

import os
import re
import time
import uuid
from dataclasses import asdict, dataclass
from typing import Any

import httpx

from local.aws import sealed
from local.home import Problem, progress
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


PEOPLE = (
    Person("admin", "Ada", "ada@example.com", "ada keeps the keys"),
    Person("finance", "Fay", "fay@example.com", "fay counts to zero"),
    Person("moderator", "Mo", "mo@example.com", "mo reads it first"),
    Person("seller", "Sun", "sun@example.com", "sun sells good tea", "zh-CN"),
    Person("member", "Cleo", "cleo@example.com", "cleo writes at night"),
    Person("member", "Bo", "bo@example.com", "bo buys two of them"),
)

POSTS: tuple[tuple[str, str, list[str]], ...] = (
    ("How I brew oolong", "Water at 90 degrees, leaves for three minutes, and nobody talking.", ["tea", "howto"]),
    ("乌龙茶怎么泡", "水温九十度，三分钟，安静地等。", ["tea", "茶"]),
    ("A shelf for cups", "Two boards, six screws, one afternoon.", ["wood"]),
)

PRODUCTS: tuple[tuple[str, str, int, int], ...] = (
    ("Oolong, 100 g", "TEA-100", 4900, 100),
    ("Gaiwan, porcelain", "CUP-1", 12800, 20),
    ("The last teapot", "POT-1", 68000, 1),
)


class Missing(Exception):
    """The gateway knows no such route: a part of the surface that is not built yet."""


class Refused(Problem):
    """The API said no where the world expected a yes."""


class Visitor:
    """One person's HTTP client."""

    def __init__(self, api: str) -> None:
        self._http = httpx.Client(base_url=api, timeout=40, trust_env=False)

    def call(self, method: str, path: str, body: dict[str, Any] | None = None, **query: str) -> Any:
        """The answer's JSON. Raises Missing, or Refused for any other refusal."""
        key = {"Idempotency-Key": str(uuid.uuid4())} if method == "POST" else {}
        answer = self._http.request(method, path, json=body, params=query, headers=key)
        if answer.status_code == 404 and answer.json() == {"message": "Not Found"}:
            raise Missing(f"{method} {path}")
        if answer.is_error:
            raise Refused(f"{method} {path} answered {answer.status_code}: {answer.text[:500]}")
        return answer.json() if answer.content else None

    def sign_in(self, person: Person) -> "Visitor":
        token = self.call("POST", "/v1/sessions", {"email": person.email, "password": person.password})["access_token"]
        self._http.headers["Authorization"] = f"Bearer {token}"
        return self


def create(stack: Stack) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The admin's credentials and everybody else's. What the surface does not offer yet is left out and said."""
    people = [Person(**asdict(person)) for person in PEOPLE]
    try:
        _register(people, stack)
        _name_admin(people[0], stack)
        admin = Visitor(stack.api).sign_in(people[0])
        for person in people[1:]:
            if person.role != "member":
                admin.call("PUT", f"/v1/admin/users/{person.id}/roles/{person.role}")
        seller, writer, moderator = (
            Visitor(stack.api).sign_in(next(person for person in people if person.name == name))
            for name in ("Sun", "Cleo", "Mo")
        )
        _publish(writer, "/v1/posts", [{"title": title, "body": body, "tags": tags} for title, body, tags in POSTS])
        _publish(seller, "/v1/products", [_product(*each) for each in PRODUCTS])
        _approve_all(moderator)
    except Missing as missing:
        progress(f"the world ends here for now: no route {missing}")
    known = [asdict(person) for person in people if person.id]
    return ({} if not known else {"email": people[0].email, "password": people[0].password}), known[1:]


def _register(people: list[Person], stack: Stack) -> None:
    """Also finishes what an earlier time began: who can log in is there already."""
    visitor, strangers = Visitor(stack.api), []
    for person in people:
        try:
            person.id = str(Visitor(stack.api).sign_in(person).call("GET", "/v1/me")["id"])
        except Refused:
            strangers.append(person)
            wish = {"email": person.email, "password": person.password, "display_name": person.name}
            visitor.call("POST", "/v1/users", {**wish, "locale": person.locale})
    for person in strangers:
        code = _code(person.email, stack)
        person.id = str(visitor.call("POST", "/v1/users/verify", {"email": person.email, "code": code})["id"])


def _code(email: str, stack: Stack) -> str:
    """The code that was mailed to this address."""
    deadline = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < deadline:
        for message in httpx.get(stack.mail, params={"to": email}, trust_env=False, timeout=10).json()["data"]:
            if found := re.search(r"\b\d{6}\b", message["text"]):
                return found.group()
        time.sleep(0.05)
    raise Problem(f"no mail with a code reached {email} within {MAIL_SECONDS:.0f} s: ./argosy logs says why")


def _name_admin(person: Person, stack: Stack) -> None:
    """The first admin can be named by nobody, so the product's own code does it here, as the CLI does on AWS."""
    place = {"AWS_ENDPOINT_URL": stack.aws, "AWS_DEFAULT_REGION": stack.region, "TABLE_NAME": stack.table}
    sealed_in = {**sealed(), **place}
    os.environ.clear()
    os.environ.update(sealed_in)
    from argosy.identity import users

    users.grant(person.id, "admin")


def _product(title: str, code: str, price: int, stock: int) -> dict[str, Any]:
    sku = {"code": code, "options": {}, "price": {"amount": price, "currency": "CNY"}, "stock": stock}
    return {"title": title, "description": f"{title}, from Sun's shop.", "tags": ["tea"], "skus": [sku]}


def _publish(author: Visitor, path: str, things: list[dict[str, Any]]) -> None:
    for thing in things:
        made = author.call("POST", path, thing)
        author.call("POST", f"{path}/{made['id']}/submit")


def _approve_all(moderator: Visitor) -> None:
    for review in moderator.call("GET", "/v1/reviews", status="open", limit="100")["data"]:
        moderator.call("POST", f"/v1/reviews/{review['id']}/approve")
