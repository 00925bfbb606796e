"""How a key is spelled, and where a page of a list ends."""

import string
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from argosy.kernel import clock


class Spelled(str):
    """A key that a pattern spelled; it may stand in another key as it is."""


class Key(NamedTuple):
    """Where one item lies."""

    pk: str
    sk: str

    @property
    def wire(self) -> dict[str, Any]:
        return {"pk": {"S": self.pk}, "sk": {"S": self.sk}}


@dataclass(frozen=True)
class Position:
    """Where a page ended: the sort key of its index and the item's own key."""

    sort: str
    pk: str
    sk: str


@dataclass(frozen=True)
class Page:
    """Items in the order of their index, and where to go on, if there is more."""

    items: list[Any]
    next: Position | None


@cache
def names_in(template: str) -> tuple[str, ...]:
    """The attributes that a template of a key names."""
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)


def spell(template: str, values: dict[str, Any]) -> str:
    """The key with these values. Raises ValueError for a value that could leave its place in it."""
    spelled = {}
    for name in names_in(template):
        value = values[name]
        spelled[name] = clock.spell(value) if isinstance(value, datetime) else str(value)
        if isinstance(value, Spelled):
            continue
        if not spelled[name] or "#" in spelled[name] or not spelled[name].isprintable():
            raise ValueError(f"{name} cannot stand in a key")
    return template.format_map(spelled)
