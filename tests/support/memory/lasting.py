"""The table's rows for one long history: changed in place, since nobody goes back to an earlier moment of it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Self

from sortedcontainers import SortedDict

from tests.support.memory.rows import Key, Place, Row, place_of

INDEXES = {"table": ("pk", "sk"), "gsi1": ("gsi1pk", "gsi1sk"), "gsi2": ("gsi2pk", "gsi2sk")}
TOKENS_KEPT = 200
"""DynamoDB knows a transaction's token for ten minutes; here for as many transactions."""

Partitions = dict[str, Any]
"""Each a sorted dictionary of rows by place: a list of thousands is not gone through for one page of it."""


class Lasting:
    """What `State` is for short stories. `added` hears of every row at a key where none stood: the table's stream."""

    def __init__(self, rows: Iterable[Row], added: Callable[[Row], None]) -> None:
        self._indexes: dict[str, Partitions] = {name: {} for name in INDEXES}
        self._added = added
        self._order: deque[str] = deque()
        self.tokens: dict[str, Any] = {}
        for row in rows:
            self._put(row)

    def get(self, key: Key) -> Row | None:
        return self._indexes["table"].get(key[0], {}).get((key[1],))

    def rows(self) -> Iterator[Row]:
        for partition in self._indexes["table"].values():
            yield from partition.values()

    def listed(self, name: str | None) -> Mapping[str, Mapping[Place, Row]]:
        """The table, or one of its indexes."""
        return self._indexes[name or "table"]

    def after(self, changes: Mapping[Key, Row | None], token: str | None = None, request: Any = None) -> Self:
        """With these rows instead of the ones at their keys."""
        for key, row in changes.items():
            before = self.get(key)
            if before is not None:
                self._take(before)
            if row is not None:
                self._put(row)
                if before is None:
                    self._added(row)
        if token is not None:
            self._remember(token, request)
        return self

    def _put(self, row: Row) -> None:
        for name, (pk, sk) in INDEXES.items():
            if pk in row.wire and sk in row.wire:
                self._indexes[name].setdefault(row.wire[pk]["S"], SortedDict())[place_of(row.wire, pk, sk)] = row

    def _take(self, row: Row) -> None:
        for name, (pk, sk) in INDEXES.items():
            if pk in row.wire and sk in row.wire:
                self._indexes[name][row.wire[pk]["S"]].pop(place_of(row.wire, pk, sk))

    def _remember(self, token: str, request: Any) -> None:
        self.tokens[token] = request
        self._order.append(token)
        if len(self._order) > TOKENS_KEPT:
            self.tokens.pop(self._order.popleft(), None)
