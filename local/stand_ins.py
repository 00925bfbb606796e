"""Samples of HTTP events hold stand-ins: a token, ids, a key. Here they become what this stack has, so that a call says yes."""

import json
import re
import uuid
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from argosy.kernel.permissions import Permission
from argosy.kernel.request import Request
from local.people import Person, Visitor, door
from local.stack import Stack

TOKEN = re.compile(r"Bearer <.*>")
ID = re.compile(r"\b([a-z]{3})_01(?:KAG|J0)0+(?:A[A-C]0?)?\b")
HASH = "0" * 64

Event = dict[str, Any]
Find = Callable[[Visitor, str], dict[str, str]]
"""What this stack has in the place of a stand-in; empty where it has nothing of the kind."""


def filled(event: Event, function: str, stack: Stack) -> tuple[Event, str]:
    """The event with real things in the place of stand-ins, and who is signed in: whoever of the world may call it."""
    headers = event.get("headers") or {}
    if not isinstance(headers, dict) or not TOKEN.fullmatch(str(headers.get("authorization", ""))):
        return event, ""
    with door(stack) as http:
        person = suitable(_permission(function, event), stack)
        visitor = Visitor(http).sign_in(person)
        own = {"authorization": f"Bearer {visitor.tokens['access_token']}"}
        if "idempotency-key" in headers:
            own["idempotency-key"] = str(uuid.uuid4())
        return {**_with_ids(event, visitor), "headers": {**headers, **own}}, f"{person.email} ({person.role})"


def suitable(permission: Permission | None, stack: Stack) -> Person:
    """The last of the world's people whose role reaches it, who is a buyer where anybody may; the admin where nobody does."""
    able = [Person(**each) for each in stack.people if permission and permission.is_given_to(("member", each["role"]))]
    return able[-1] if able else Person("admin", "Ada", **stack.admin)


def _permission(function: str, event: Event) -> Permission | None:
    routes = import_module(f"functions.{function.replace('/', '.')}").app.routes
    return next((route.may for route in routes if route.key == Request(event).route_key), None)


def _with_ids(event: Event, visitor: Visitor) -> Event:
    """An id for which this stack has nothing stays, and is not found."""
    text = json.dumps(event)
    for kind, stand_in in sorted({(match[1], match[0]) for match in ID.finditer(text)}):
        for old, new in FOUND[kind](visitor, stand_in).items() if kind in FOUND else ():
            text = text.replace(old, new)
    changed: Event = json.loads(text)
    return changed


def _listed(path: str, name: str, visitor: Visitor, stand_in: str) -> dict[str, str]:
    """The newest thing of a list, or whose it is if that is not the caller."""
    found = [each[name] for each in visitor.call("GET", path)["data"] if each[name] != visitor.id]
    return {stand_in: found[0]} if found else {}


def _sku(visitor: Visitor, stand_in: str) -> dict[str, str]:
    """One that is in stock; the caller's own, if there is one."""
    products = sorted(visitor.call("GET", "/v1/products")["data"], key=lambda each: each["seller_id"] != visitor.id)
    skus = [sku for product in products for sku in product["skus"]]
    return {stand_in: next((sku["id"] for sku in skus if sku["available"]), stand_in)}


def _quote(visitor: Visitor, stand_in: str) -> dict[str, str]:
    """A quote that was made for the caller just now, with what it promises."""
    sku_id = _sku(visitor, "")[""]
    if not sku_id:
        return {}
    quote = visitor.call("POST", "/v1/checkout/quotes", {"lines": [{"sku_id": sku_id, "quantity": 1}]})
    return {stand_in: quote["quote_id"], HASH: quote["hash"]}


FOUND: dict[str, Find] = {
    "ord": partial(_listed, "/v1/orders", "id"),
    "prd": partial(_listed, "/v1/products", "id"),
    "pst": partial(_listed, "/v1/posts", "id"),
    "quo": _quote,
    "sku": _sku,
    "usr": partial(_listed, "/v1/posts", "author_id"),
}
