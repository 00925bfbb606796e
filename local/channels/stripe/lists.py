"""Lists as Stripe gives them, newest first and in pages; and `expand`, which puts objects in place of ids."""

import copy
from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import Any

from local.channels.stripe import balance
from local.channels.stripe.account import Account, StripeObject
from local.channels.stripe.errors import StripeError, invalid
from local.channels.stripe.parameters import Params

_EXPANDABLE = (
    "balance_transaction charge failure_balance_transaction latest_charge payment_intent payment_method source "
    "source_transaction transfer"
)
_MOST_LEVELS = 4


def list_of(object_name: str, url: str, *filters: str) -> Callable[[Account, Params], StripeObject]:
    """The list operation of one kind; `filters` are parameters that an object's field of that name must equal."""

    def run(account: Account, p: Params) -> StripeObject:
        wanted = {name: p[name] for name in filters if name in p}
        return listing(account, object_name, url, p, **wanted)

    return run


def listing(account: Account, object_name: str, url: str, p: Params, **wanted: Any) -> StripeObject:
    if object_name == "balance_transaction":
        balance.mature(account)
    found = [one for one in account.all(object_name) if _matches(one, p, wanted)]
    page, has_more = _page(found, object_name, p)
    return {"object": "list", "data": page, "has_more": has_more, "url": url}


def expand(account: Account, answer: StripeObject, paths: list[str]) -> StripeObject:
    """A copy of the answer with what was asked for in place of ids."""
    expanded = copy.deepcopy(answer)
    for path in paths:
        steps = path.split(".")
        if len(steps) > _MOST_LEVELS + (steps[0] == "data"):
            raise StripeError(400, f"You cannot expand more than {_MOST_LEVELS} levels: {path}", param="expand")
        _expand(account, expanded, steps)
    return expanded


def _expand(account: Account, node: StripeObject, steps: list[str]) -> None:
    name, rest = steps[0], steps[1:]
    if name == "refunds" and node.get("object") == "charge":
        node[name] = listing(account, "refund", f"/v1/charges/{node['id']}/refunds", {}, charge=node["id"])
    value = node.get(name)
    if isinstance(value, str) and name in _EXPANDABLE.split():
        value = node[name] = copy.deepcopy(account.find(value) or value)
    for child in value if isinstance(value, list) else [value]:
        if isinstance(child, dict) and rest:
            _expand(account, child, rest)
    if name not in node or isinstance(value, str | int):
        raise StripeError(400, f"This property cannot be expanded ({name}).", param="expand")


def _matches(one: StripeObject, p: Params, wanted: Params) -> bool:
    created: dict[str, int] = p.get("created", {})
    inside = (
        one["created"] > created.get("gt", -1)
        and one["created"] >= created.get("gte", 0)
        and one["created"] < created.get("lt", one["created"] + 1)
        and one["created"] <= created.get("lte", one["created"])
    )
    typed = ("types" not in p or one["type"] in p["types"]) and fnmatchcase(one.get("type", ""), p.get("type", "*"))
    return inside and typed and all(one[name] == value for name, value in wanted.items())


def _page(found: list[StripeObject], object_name: str, p: Params) -> tuple[list[StripeObject], bool]:
    limit = p.get("limit", 10)
    if "starting_after" in p and "ending_before" in p:
        raise invalid("You may only specify one of these parameters: starting_after, ending_before.", "starting_after")
    if "ending_before" in p:
        before = found[: _position(found, object_name, p, "ending_before")]
        return before[-limit:], len(before) > limit
    start = _position(found, object_name, p, "starting_after") + 1 if "starting_after" in p else 0
    return found[start : start + limit], len(found) > start + limit


def _position(found: list[StripeObject], object_name: str, p: Params, param: str) -> int:
    ids = [one["id"] for one in found]
    if p[param] not in ids:
        raise invalid(f"No such {object_name}: '{p[param]}'", param, "resource_missing")
    return ids.index(p[param])
