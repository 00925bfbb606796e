"""What must be so once everything is quiet, of money that leaves, is moved between wallets, or waits for somebody's decision."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tests.faults.books import Books
from tests.faults.lab import Lab
from tests.faults.stage import Stage

GONE = ("accepted", "paid")


def wrong(books: Books, stage: Stage) -> Iterator[str]:
    yield from _the_ledger_is_the_banks(books, stage.lab)
    yield from _nothing_is_sent_twice(books, stage.lab)
    yield from _entries_follow_each_other(books)
    yield from _who_is_on_hold_has_a_reason(books)


def _the_ledger_is_the_banks(books: Books, lab: Lab) -> Iterator[str]:
    kept = books.balances
    for asset, minor in lab.bank.books().items():
        if (ours := kept["world:bank:aggregator", asset]) != minor:
            yield f"ledger is not bank: {ours} and {minor}"


def _nothing_is_sent_twice(books: Books, lab: Lab) -> Iterator[str]:
    payouts = {payout["id"]: payout for payout in books["payout"]}
    gone = Counter[str]()
    for reference, transfer in lab.bank.desk.transfers.items():
        payout_id = reference.rpartition("-")[0]
        gone[payout_id] += transfer["status"] in GONE
        if payouts[payout_id]["status"] in ("cancelled", "rejected"):
            yield f"sent although it was taken back: {payout_id}"
    yield from (f"sent {times} times: {payout_id}" for payout_id, times in gone.items() if times > 1)


def _entries_follow_each_other(books: Books) -> Iterator[str]:
    """Those of a strict account are numbered from one without a gap, and the last says what is there."""
    chains: dict[tuple[str, str], dict[int, Any]] = defaultdict(dict)
    for entry in books["entry"]:
        if "place" in entry:
            chains[entry["account"], entry["asset"]][int(entry["place"])] = entry
    kept = books.balances
    for where, chain in chains.items():
        if set(chain) != set(range(1, len(chain) + 1)) or chain[max(chain)]["balance_minor"] != kept[where]:
            yield f"{where[0]}: its entries do not follow each other"


def _who_is_on_hold_has_a_reason(books: Books) -> Iterator[str]:
    """A dispute holds its parties until it is closed, and not longer."""
    open_ones = {f"open dispute {one['id']}" for one in books["dispute"] if one["status"] not in ("won", "lost")}
    for party in books["payout_party"]:
        held = {why for why in party.get("held_for", ()) if why.startswith("open dispute")}
        if not held <= open_ones:
            yield f"{party['name']} is held by a dispute that is closed"
