"""A small world to begin with: people of every role, some posts and products, made over HTTP as anybody would."""

import subprocess
import sys
from dataclasses import asdict
from typing import Any

from local.aws import sealed
from local.clock import quiet
from local.home import ROOT, Problem, home
from local.people import Person, Refused, Visitor, door, register, verify
from local.progress import at
from local.stack import Stack

PEOPLE = (
    Person("admin", "Ada", "ada@example.com", "ada keeps the keys"),
    Person("finance", "Fay", "fay@example.com", "fay counts to zero"),
    Person("moderator", "Mo", "mo@example.com", "mo reads it first"),
    Person("seller", "Sun", "sun@example.com", "sun sells good tea", "zh-CN"),
    Person("seller", "Lin", "lin@example.com", "lin builds with wood"),
    Person("member", "Cleo", "cleo@example.com", "cleo writes at night"),
    Person("member", "Bo", "bo@example.com", "bo buys two of them"),
)

POSTS: dict[str, tuple[tuple[str, str, list[str]], ...]] = {
    "Cleo": (
        ("How I brew oolong", "Water at 90 degrees, leaves for three minutes, and nobody talking.", ["tea", "howto"]),
        ("乌龙茶怎么泡", "水温九十度，三分钟，安静地等。", ["tea", "茶"]),
    ),
    "Lin": (("A shelf for cups", "Two boards, six screws, one afternoon.", ["wood"]),),
}

PRODUCTS: dict[str, tuple[tuple[str, str, int, int], ...]] = {
    "Sun": (
        ("Oolong, 100 g", "TEA-100", 4900, 100),
        ("Gaiwan, porcelain", "CUP-1", 12800, 20),
        ("The last teapot", "POT-1", 68000, 1),
    ),
    "Lin": (("Tea tray, bamboo", "TRAY-1", 15900, 12),),
}


def create(stack: Stack) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """The admin's credentials and everybody else's, when all of it is published. Raises Problem."""
    at("people")
    with door(stack) as http:
        people = [Person(**asdict(person)) for person in PEOPLE]
        visitors = {person.name: visitor for person, visitor in zip(people, _joined(people, stack, http), strict=True)}
        make_admin(people[0].email)
        at("roles")
        for person in people[1:]:
            if person.role != "member":
                visitors["Ada"].call("PUT", f"/v1/admin/users/{person.id}/roles/{person.role}")
        at("posts and products")
        for name, posts in POSTS.items():
            for title, body, tags in posts:
                _submit(visitors[name], "/v1/posts", {"title": title, "body": body, "tags": tags})
        for name, products in PRODUCTS.items():
            for each in products:
                _submit(visitors[name], "/v1/products", _product(name, *each))
        at("reviews")
        _approve_all(visitors["Mo"])
    quiet(stack)
    return {"email": people[0].email, "password": people[0].password}, [asdict(person) for person in people[1:]]


def make_admin(email: str) -> None:
    """The first admin can be named by nobody, so the operator does it: on AWS by the same command."""
    command = [sys.executable, "-m", "local.admin", "grant", email, "admin"]
    environment = {**sealed(), "ARGOSY_STATE": str(home())}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(f"no admin could be named: {done.stderr.strip()}")


def _joined(people: list[Person], stack: Stack, http: Any) -> list[Visitor]:
    """Also finishes what an earlier time began: who can log in is there already."""
    visitors: list[Visitor | str] = []
    for person in people:
        try:
            visitor = Visitor(http).sign_in(person)
            person.id = str(visitor.call("GET", "/v1/me")["id"])
            visitors.append(visitor)
        except Refused:
            visitors.append(register(person, stack))
    return [
        verify(person, found, stack, http) if isinstance(found, str) else found
        for person, found in zip(people, visitors, strict=True)
    ]


def _product(seller: str, title: str, code: str, price: int, stock: int) -> dict[str, Any]:
    sku = {"code": code, "options": {}, "price": {"amount": price, "currency": "CNY"}, "stock": stock}
    tags = ["wood"] if seller == "Lin" else ["tea"]
    return {"title": title, "description": f"{title}, from {seller}'s shop.", "tags": tags, "skus": [sku]}


def _submit(author: Visitor, path: str, thing: dict[str, Any]) -> None:
    made = author.call("POST", path, thing)
    author.call("POST", f"{path}/{made['id']}/submit")


def _approve_all(moderator: Visitor) -> None:
    for review in moderator.call("GET", "/v1/reviews", status="open", limit="100")["data"]:
        moderator.call("POST", f"/v1/reviews/{review['id']}/approve")
