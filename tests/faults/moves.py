"""States only move along their edges, and what is final stays as it is: each look is compared with the one before."""

from collections.abc import Iterator
from typing import Any

from tests.faults.books import Books
from tests.faults.edges import BEGINS, EDGES, REVIVED

OPEN_STATEMENTS = ("open", "closing")
UNCHANGING = ("journal",)
LEAVES = ("approved", "pending")
"""What a payout does not become while its party is on hold."""


class Moves:
    """What was seen last: plain data."""

    def __init__(self) -> None:
        self.states: dict[tuple[str, str], str] = {}
        self.closed: dict[str, dict[str, int]] = {}
        self.written: dict[str, Any] = {}

    def wrong(self, books: Books) -> Iterator[str]:
        revive = any(order.get("late_payment") == "revive" for order in books["order"])
        held = {row["name"] for row in books["payout_party"] if row.get("held_for")}
        for kind, edges in EDGES.items():
            besides = REVIVED.get(kind, {}) if revive else {}
            for row in books[kind]:
                where = (kind, row["pk"] + row["sk"])
                before, now = self.states.get(where), row["status"]
                if before is None and now not in BEGINS[kind]:
                    yield f"{kind} began as {now}"
                elif before not in (None, now) and now not in edges[str(before)] | besides.get(str(before), set()):
                    yield f"{kind} went from {before} to {now}"
                if kind == "payout" and before != now and now in LEAVES and row["party"] in held:
                    yield f"payout {row['id']} became {now}, and its party is on hold"
                self.states[where] = now
        yield from self._final(books)

    def _final(self, books: Books) -> Iterator[str]:
        for row in books["statement"]:
            amounts = {name: value for name, value in row.items() if name.endswith("_minor") and name != "paid_minor"}
            if row["status"] not in OPEN_STATEMENTS and self.closed.setdefault(row["id"], amounts) != amounts:
                yield f"statement {row['id']} was closed and its amounts have changed"
        found = {row["id"]: row for kind in UNCHANGING for row in books[kind]}
        for name, row in self.written.items():
            if found.get(name) != row:
                yield f"journal {name} has changed or is gone"
        self.written = found
