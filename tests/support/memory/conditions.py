"""Condition and key condition expressions, compiled once for each text."""

from collections.abc import Callable, Iterable
from functools import cache

from tests.support.memory.grammar import Words
from tests.support.memory.values import SETS, Attributes, Value, compared, equal, kind_of, plain


class Given:
    """What a request gives beside the expression."""

    __slots__ = ("names", "values")

    def __init__(self, request: Attributes) -> None:
        self.names: dict[str, str] = request.get("ExpressionAttributeNames") or {}  # type: ignore[assignment]
        self.values: dict[str, Value] = request.get("ExpressionAttributeValues") or {}  # type: ignore[assignment]

    def name(self, word: str) -> str:
        return self.names[word] if word.startswith("#") else word


Operand = Callable[[Attributes, Given], Value | None]
Condition = Callable[[Attributes, Given], bool]


@cache
def condition(text: str) -> Condition:
    """Whether an item (empty where none stands) meets the expression."""
    words = Words(text)
    found = _any_of(words)
    words.end()
    return found


def operand(word: str) -> Operand:
    if word.startswith(":"):
        return lambda item, given: given.values[word]
    return lambda item, given: item.get(given.name(word))


def _any_of(words: Words) -> Condition:
    found = [_all_of(words)]
    while words.taken("OR"):
        found.append(_all_of(words))
    return found[0] if len(found) == 1 else lambda item, given: any(one(item, given) for one in found)


def _all_of(words: Words) -> Condition:
    found = [_one(words)]
    while words.taken("AND"):
        found.append(_one(words))
    return found[0] if len(found) == 1 else lambda item, given: all(one(item, given) for one in found)


def _one(words: Words) -> Condition:
    if words.taken("NOT"):
        inner = _one(words)
        return lambda item, given: not inner(item, given)
    if words.taken("("):
        inner = _any_of(words)
        words.expect(")")
        return inner
    word = words.take()
    return _function(word, words) if words.taken("(") else _comparison(operand(word), words)


def _function(name: str, words: Words) -> Condition:
    of = words.take()
    looks: dict[str, Callable[[], Condition]] = {
        "attribute_exists": lambda: lambda item, given: given.name(of) in item,
        "attribute_not_exists": lambda: lambda item, given: given.name(of) not in item,
        "begins_with": lambda: _both(operand(of), _second(words), _begins),
        "contains": lambda: _both(operand(of), _second(words), _contains),
    }
    if name not in looks:
        raise NotImplementedError(f"{name} in {words.text!r}")
    found = looks[name]()
    words.expect(")")
    return found


def _second(words: Words) -> Operand:
    words.expect(",")
    return operand(words.take())


def _both(one: Operand, other: Operand, holds: Callable[[Value | None, Value | None], bool]) -> Condition:
    return lambda item, given: holds(one(item, given), other(item, given))


def _begins(one: Value | None, other: Value | None) -> bool:
    return bool(one and other and kind_of(one) == kind_of(other) == "S" and one["S"].startswith(other["S"]))


def _contains(one: Value | None, other: Value | None) -> bool:
    if not one or not other:
        return False
    kind, wanted = kind_of(one), plain(other)
    if kind in SETS:
        return kind_of(other) == kind[0] and wanted in plain(one)
    if kind == "L":
        return any(equal(each, other) for each in one["L"])
    return kind == kind_of(other) == "S" and wanted in one["S"]


def _comparison(one: Operand, words: Words) -> Condition:
    sign = words.take()
    if sign == "BETWEEN":
        low = operand(words.take())
        words.expect("AND")
        return _between(one, low, operand(words.take()))
    if sign == "IN":
        return _among(one, list(_listed(words)))
    other = operand(words.take())
    if sign == "=":
        return _both(one, other, lambda a, b: a is not None and equal(a, b))
    if sign == "<>":
        return _both(one, other, lambda a, b: not equal(a, b))
    if sign not in ("<", "<=", ">", ">="):
        raise NotImplementedError(f"{sign!r} in {words.text!r}")
    return _both(one, other, lambda a, b: compared(sign, a, b))


def _between(one: Operand, low: Operand, high: Operand) -> Condition:
    return lambda item, given: (
        compared(">=", one(item, given), low(item, given)) and compared("<=", one(item, given), high(item, given))
    )


def _among(one: Operand, others: Iterable[Operand]) -> Condition:
    return lambda item, given: any(
        found is not None and equal(found, other(item, given)) for found in (one(item, given),) for other in others
    )


def _listed(words: Words) -> Iterable[Operand]:
    words.expect("(")
    yield operand(words.take())
    while words.taken(","):
        yield operand(words.take())
    words.expect(")")
