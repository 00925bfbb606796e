"""The operators' desk: rules added, changed and listed through the real routes."""

from typing import Any

from functions.commission import rules
from tests.support.call import Reply, call
from tests.support.people import Person

CREATOR = {"role": "creator", "party_ref": "seller", "value": 7_500}
PLAIN = {"parts": [CREATOR]}
LIVE = PLAIN | {"match": {"channel": "live"}}
PATH = "/v1/admin/split-rules"


def add(who: Person, wish: dict[str, Any], *, key: str = "k1", **more: Any) -> Reply:
    return call(rules, f"POST {PATH}", wish, token=who.token, key=key, **more)


def added(who: Person, *wishes: dict[str, Any]) -> list[str]:
    """The ids of new rules, each below the one before."""
    return [str(add(who, wish, key=f"a{n}").ok()["rule"]["rule_id"]) for n, wish in enumerate(wishes)]


def change(who: Person, rule_id: str, wish: dict[str, Any], **more: Any) -> Reply:
    return call(rules, f"PATCH {PATH}/{rule_id}", wish, token=who.token, **more)


def remove(who: Person, rule_id: str, **more: Any) -> Reply:
    return call(rules, f"DELETE {PATH}/{rule_id}", token=who.token, **more)


def book(who: Person, query: str = "") -> dict[str, Any]:
    return dict(call(rules, f"GET {PATH}{query}", token=who.token).ok())


def listed(who: Person, query: str = "") -> list[str]:
    return [rule["rule_id"] for rule in book(who, query)["data"]]
