"""The table as it is at one moment. A change makes another state, so that to go back is to take the old one again."""

import itertools
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from tests.support.memory.values import Attributes

Key = tuple[str, str]
Place = tuple[str, ...]
"""Where an item stands in its partition: its sort key, and in an index its own key too."""


class Row:
    """One item; never changed."""

    def __init__(self, wire: Attributes) -> None:
        self.wire = wire
        self.kind = str(wire["kind"]["S"]) if "kind" in wire else ""

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The item as plain values; numbers are whole."""
        return {
            name: int(value["N"]) if "N" in value else next(iter(value.values())) for name, value in self.wire.items()
        }

    @property
    def key(self) -> Key:
        return self.wire["pk"]["S"], self.wire["sk"]["S"]


Partitions = Mapping[str, Mapping[Place, Row]]


class State(NamedTuple):
    """Three indexes over the same rows, and the transactions' tokens. Nothing in it is ever changed in place."""

    table: Partitions = {}
    gsi1: Partitions = {}
    gsi2: Partitions = {}
    tokens: Mapping[str, Any] = {}

    def get(self, key: Key) -> Row | None:
        return self.table.get(key[0], {}).get((key[1],))

    def rows(self) -> Iterator[Row]:
        return itertools.chain.from_iterable(partition.values() for partition in self.table.values())

    def listed(self, name: str | None) -> Partitions:
        """The table, or one of its indexes."""
        return self.table if name is None else self.gsi1 if name == "gsi1" else self.gsi2

    def after(self, changes: Mapping[Key, Row | None], token: str | None = None, request: Any = None) -> "State":
        """With these rows instead of the ones at their keys."""
        before = {key: self.get(key) for key in changes}
        return State(
            _after(self.table, "pk", "sk", before, changes),
            _after(self.gsi1, "gsi1pk", "gsi1sk", before, changes),
            _after(self.gsi2, "gsi2pk", "gsi2sk", before, changes),
            self.tokens if token is None else {**self.tokens, token: request},
        )


def _after(
    partitions: Partitions, pk: str, sk: str, before: Mapping[Key, Row | None], changes: Mapping[Key, Row | None]
) -> Partitions:
    copies: dict[str, dict[Place, Row]] = {}
    for key, row in changes.items():
        for old_or_new, is_new in ((before[key], False), (row, True)):
            if old_or_new is None or pk not in old_or_new.wire or sk not in old_or_new.wire:
                continue
            partition = old_or_new.wire[pk]["S"]
            if partition not in copies:
                copies[partition] = dict(partitions.get(partition, {}))
            place = place_of(old_or_new.wire, pk, sk)
            if is_new:
                copies[partition][place] = old_or_new
            else:
                copies[partition].pop(place, None)
    return {**partitions, **copies} if copies else partitions


def place_of(wire: Attributes, pk: str, sk: str) -> Place:
    own = () if pk == "pk" else (wire["pk"]["S"], wire["sk"]["S"])
    return (wire[sk]["S"], *own)
