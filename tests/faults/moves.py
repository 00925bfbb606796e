"""States only move along their edges, and what is final stays as it is: each look is compared with the one before."""

from collections.abc import Iterator
from typing import Any

from tests.faults.books import Books

EDGES: dict[str, dict[str, set[str]]] = {
    "order": {
        "pending_payment": {"closing", "closed", "paid", "completed"}, "closing": {"closed", "paid", "completed"},
        "paid": {"partially_shipped", "shipped", "completed", "closed"}, "partially_shipped": {"shipped"},
        "shipped": {"delivered"}, "delivered": {"completed"}, "completed": set(), "closed": set(),
    },
    "attempt": {
        "created": {"pending", "succeeded", "failed", "closed", "mismatched"},
        "pending": {"succeeded", "failed", "closed", "mismatched", "succeeded_late"},
        "failed": {"succeeded_late", "mismatched"}, "closed": {"succeeded_late", "mismatched"},
        "succeeded_late": {"auto_refunded", "auto_refund_failed"}, "succeeded": {"charged_back", "chargeback_won"},
        "chargeback_won": {"charged_back"}, "charged_back": set(), "mismatched": set(),
        "auto_refunded": set(), "auto_refund_failed": set(),
    },
    "refund": {
        "processing": {"succeeded", "failed"}, "succeeded": {"returned"}, "failed": {"processing", "settled_manually"},
        "returned": {"processing", "settled_manually"}, "settled_manually": set(),
    },
    "statement": {
        "open": {"closing", "closed", "carried"}, "closing": {"closed", "carried"}, "carried": set(),
        "closed": {"disputed", "approved"}, "disputed": {"closed"}, "approved": {"paying"},
        "paying": {"paid", "partly_paid", "failed"}, "partly_paid": {"paying"}, "failed": {"paying"}, "paid": {"failed"},
    },
    "reservation": {"held": {"sold", "released"}, "released": {"held"}, "sold": set()},
    "hold": {"pending": {"posted", "voided", "expired"}, "posted": set(), "voided": set(), "expired": set()},
}  # fmt: skip
BEGINS = {
    "order": "pending_payment", "attempt": "created", "refund": "processing", "statement": "open", "reservation": "held",
    "hold": "pending",
}  # fmt: skip
OPEN_STATEMENTS = ("open", "closing")
UNCHANGING = ("journal",)


class Moves:
    """What was seen last: plain data."""

    def __init__(self) -> None:
        self.states: dict[tuple[str, str], str] = {}
        self.closed: dict[str, dict[str, int]] = {}
        self.written: dict[str, Any] = {}

    def wrong(self, books: Books) -> Iterator[str]:
        for kind, edges in EDGES.items():
            for row in books[kind]:
                where = (kind, row["pk"] + row["sk"])
                before, now = self.states.get(where), row["status"]
                if before is None and now != BEGINS[kind]:
                    yield f"{kind} began as {now}"
                elif before not in (None, now) and now not in edges[str(before)]:
                    yield f"{kind} went from {before} to {now}"
                self.states[where] = now
        yield from self._final(books)

    def _final(self, books: Books) -> Iterator[str]:
        for row in books["statement"]:
            amounts = {name: value for name, value in row.items() if name.endswith("_minor")}
            if row["status"] not in OPEN_STATEMENTS and self.closed.setdefault(row["id"], amounts) != amounts:
                yield f"statement {row['id']} was closed and its amounts have changed"
        found = {row["id"]: row for kind in UNCHANGING for row in books[kind]}
        for name, row in self.written.items():
            if found.get(name) != row:
                yield f"journal {name} has changed or is gone"
        self.written = found
