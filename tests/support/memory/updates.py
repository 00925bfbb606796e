"""Update expressions, compiled once for each text. Every value is worked out from the item as it was before."""

from collections.abc import Callable
from functools import cache
from typing import Any

from tests.support.memory.conditions import Given, Operand, operand
from tests.support.memory.errors import Invalid
from tests.support.memory.grammar import Words
from tests.support.memory.values import SETS, Attributes, Value, kind_of, number, of_number

Change = Callable[[Attributes, Given], Value | None]
"""An attribute's next value; None takes it away."""
Action = tuple[str, Change]
CLAUSES = ("SET", "ADD", "REMOVE", "DELETE")


@cache
def update(text: str) -> Callable[[Attributes, Given], dict[str, Value]]:
    """The item after the expression."""
    actions = list(_actions(Words(text)))

    def applied(item: Attributes, given: Given) -> dict[str, Value]:
        changes: dict[str, Value | None] = {}
        for word, change in actions:
            name = given.name(word)
            if name in changes or name in ("pk", "sk"):
                raise Invalid(f"{name} cannot be changed, or not twice")
            changes[name] = change(item, given)
        after = dict(item)
        for name, value in changes.items():
            if value is None:
                after.pop(name, None)
            else:
                after[name] = value
        return after

    return applied


def _actions(words: Words) -> Any:
    while words.next:
        clause = words.take()
        if clause not in CLAUSES:
            raise NotImplementedError(f"{clause!r} in {words.text!r}")
        yield _action(clause, words)
        while words.taken(","):
            yield _action(clause, words)


def _action(clause: str, words: Words) -> Action:
    word = words.take()
    if clause == "REMOVE":
        return word, lambda item, given: None
    if clause == "SET":
        words.expect("=")
        return word, _sum(words)
    other, join = operand(words.take()), _added if clause == "ADD" else _less
    return word, lambda item, given: join(item.get(given.name(word)), other(item, given))


def _sum(words: Words) -> Change:
    one = _term(words)
    if words.next not in ("+", "-"):
        return lambda item, given: _there(one(item, given))
    sign, other = 1 if words.take() == "+" else -1, _term(words)
    return lambda item, given: of_number(_number(_there(one(item, given))) + sign * _number(_there(other(item, given))))


def _term(words: Words) -> Operand:
    word = words.take()
    if not words.taken("("):
        return operand(word)
    if word != "if_not_exists":
        raise NotImplementedError(f"{word} in {words.text!r}")
    name = words.take()
    words.expect(",")
    other = operand(words.take())
    words.expect(")")
    return lambda item, given: item.get(given.name(name)) or other(item, given)


def _there(value: Value | None) -> Value:
    if value is None:
        raise Invalid("The provided expression refers to an attribute that does not exist in the item")
    return value


def _number(value: Value) -> Any:
    if kind_of(value) != "N":
        raise Invalid("An operand in the update expression has an incorrect data type")
    return number(value["N"])


def _added(before: Value | None, value: Value | None) -> Value:
    value = _there(value)
    kind = kind_of(value)
    if kind not in ("N", *SETS) or (before is not None and kind_of(before) != kind):
        raise Invalid("An operand in the update expression has an incorrect data type")
    if before is None:
        return value
    if kind == "N":
        return of_number(_number(before) + _number(value))
    return {kind: [*before[kind], *(one for one in value[kind] if one not in before[kind])]}


def _less(before: Value | None, value: Value | None) -> Value | None:
    value = _there(value)
    kind = kind_of(value)
    if kind not in SETS or (before is not None and kind_of(before) != kind):
        raise Invalid("An operand in the update expression has an incorrect data type")
    left = [one for one in before[kind] if one not in value[kind]] if before else []
    return {kind: left} if left else None
