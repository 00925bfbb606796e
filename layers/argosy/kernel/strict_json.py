"""Reading JSON that somebody else wrote: what two readers could understand differently is not read at all."""

import json
from typing import Any

from argosy.kernel.errors import Malformed

MOST_LEVELS = 32


class MalformedJson(Malformed, code="malformed_json"):
    """The body is not one JSON object."""

    en = "The body is not a JSON object that can be read: {why}."
    zh = "请求体不是有效的 JSON 对象：{why}。"


def read_json(raw: bytes) -> dict[str, Any]:
    """One JSON object in UTF-8: no key twice, no NaN, no number beyond a double, no more than 32 levels."""
    try:
        value = json.loads(raw.decode(), object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError) as why:
        raise MalformedJson(why=str(why)[:80] if isinstance(why, _Unreadable) else "syntax") from None
    if not isinstance(value, dict):
        raise MalformedJson(why="it is not an object")
    if _depth(value) > MOST_LEVELS:
        raise MalformedJson(why="it is too deep")
    return value


class _Unreadable(ValueError):
    pass


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({key for key, _ in pairs}) < len(pairs):
        raise _Unreadable("a key stands in it twice")
    return dict(pairs)


def _no_constant(name: str) -> Any:
    raise _Unreadable(f"{name} is not JSON")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise _Unreadable("a number is too large")
    return number


def _depth(value: Any) -> int:
    deepest, level = 0, [value]
    while level:
        deepest += 1
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, dict | list)
        ]
        if deepest > MOST_LEVELS:
            break
    return deepest
