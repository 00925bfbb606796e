"""The raw table, read past the code under test, and what must be so after every single write."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from argosy.ledger.account_kinds import may_be_negative
from tests.support.memory import Row

Plain = dict[str, Any]
KINDS = frozenset({
    "balance", "journal", "sku", "reservation", "order", "attempt", "refund", "settleable", "statement", "cart", "event",
    "once", "timer", "hold", "payout", "payout_attempt", "payout_party", "dispute", "after_sale", "account_action",
    "transfer", "entry", "channel_split", "channel_return", "reconciliation",
})  # fmt: skip


SUMS = {
    "earned": 1, "taken_back": -1, "fees": -1, "tax": -1, "adjustments": 1, "reserve_in": -1, "reserve_out": 1, "paid_out": -1,
}  # fmt: skip
"""What a statement counts, and whether that came or went."""


@dataclass
class Books:
    """The rows by kind."""

    rows: dict[str, list[Plain]] = field(default_factory=lambda: defaultdict(list))

    def __getitem__(self, kind: str) -> list[Plain]:
        return self.rows[kind]

    @cached_property
    def balances(self) -> dict[tuple[str, str], int]:
        """By account and asset, over the shards of an account."""
        sums: dict[tuple[str, str], int] = defaultdict(int)
        for row in self["balance"]:
            sums[row["account"], row["asset"]] += row.get("balance_minor", 0)
        return sums


def read(rows: Iterable[Row]) -> Books:
    """Those of the kinds that are looked at."""
    found = Books()
    for row in rows:
        if row.kind in KINDS:
            found.rows[row.kind].append(row.plain)
    return found


@lru_cache(maxsize=10_000)
def parsed(text: str) -> Any:
    """What a Structured attribute holds."""
    return json.loads(text)


def money_is_conserved(books: Books) -> Iterator[str]:
    sums: dict[str, int] = defaultdict(int)
    for (_, asset), minor in books.balances.items():
        sums[asset] += minor
    yield from (f"{asset} sums to {minor}" for asset, minor in sums.items() if minor)


def every_balance_is_the_sum_of_its_journals(books: Books) -> Iterator[str]:
    expected: dict[tuple[str, str], int] = defaultdict(int)
    for journal in books["journal"]:
        for posting in parsed(journal["postings"]):
            expected[posting["source"], journal["asset"]] -= posting["amount_minor"]
            expected[posting["destination"], journal["asset"]] += posting["amount_minor"]
    kept = books.balances
    for where in expected.keys() | kept.keys():
        if expected.get(where, 0) != kept.get(where, 0):
            yield f"{where}: {kept.get(where, 0)} is kept, the journals say {expected.get(where, 0)}"


def no_strict_account_is_below_zero(books: Books) -> Iterator[str]:
    for (account, asset), minor in books.balances.items():
        if minor < 0 and not may_be_negative(account):
            yield f"{account} {asset}: {minor}"


def no_money_rests_in_escrow(books: Books) -> Iterator[str]:
    for (account, _), minor in books.balances.items():
        if account.startswith("order:") and minor:
            yield f"{account}: {minor}"


def stock_adds_up(books: Books) -> Iterator[str]:
    for sku in books["sku"]:
        taken = [row for row in books["reservation"] if row["sku_id"] == sku["id"]]
        held = sum(row["quantity"] for row in taken if row["status"] == "held")
        kept = sum(row["returnable"] for row in taken if row["status"] == "sold")
        if sku["available"] < 0 or sku["available"] + held + kept != sku["received"]:
            yield f"{sku['available']} + {held} held + {kept} sold is not {sku['received']}"


def shares_add_up_and_refunds_stay_within_what_was_paid(books: Books) -> Iterator[str]:
    for order in books["order"]:
        lines, shares = parsed(order["lines"]), parsed(order["shares"])
        back = sum(line["refunded_minor"] + line["charged_back_minor"] for line in lines)
        going = [line["refunding_minor"] + line["refunded_minor"] + line["charged_back_minor"] for line in lines]
        if any(minor > line["payable_minor"] for minor, line in zip(going, lines, strict=True)):
            yield f"{order['id']}: more goes back than a line cost"
        if sum(share["amount_minor"] for share in shares) != (order["payable_minor"] if lines else 0):
            yield f"{order['id']}: the shares are not the price"
        if back > order["paid_minor"]:
            yield f"{order['id']}: more went back than was paid"
        if sum(share["reversed_minor"] for share in shares) != back:
            yield f"{order['id']}: the shares have not given back what went back"
        if any(not 0 <= share["reversed_minor"] <= share["amount_minor"] for share in shares):
            yield f"{order['id']}: a share has given back more than it was"


def a_statement_is_the_sum_of_its_movements(books: Books) -> Iterator[str]:
    on: dict[str, list[int]] = defaultdict(list)
    for line in books["settleable"]:
        if "statement_id" in line:
            on[line["statement_id"]].append(line["amount_minor"])
    for statement in books["statement"]:
        amounts = on[statement["id"]]
        counted = {name: statement[f"{name}_minor"] * sign for name, sign in SUMS.items()}
        if (sum(amounts), len(amounts)) != (sum(counted.values()), statement["lines"]):
            yield f"{statement['id']}: {amounts} are on it, it says {counted}"


def nothing_was_told_that_is_not_so(books: Books) -> Iterator[str]:
    paid = {order["id"] for order in books["order"] if order["paid_minor"]}
    gone = {refund["id"] for refund in books["refund"] if refund["booked"]}
    for event in books["event"]:
        about = parsed(event["data"])
        if event["name"] == "order.paid" and about["order_id"] not in paid:
            yield f"order.paid of {about['order_id']}"
        if event["name"] == "refund.succeeded" and about["refund_id"] not in gone:
            yield f"refund.succeeded of {about['refund_id']}"


ALWAYS = (
    money_is_conserved, every_balance_is_the_sum_of_its_journals, no_strict_account_is_below_zero, no_money_rests_in_escrow,
    stock_adds_up, shares_add_up_and_refunds_stay_within_what_was_paid, a_statement_is_the_sum_of_its_movements,
    nothing_was_told_that_is_not_so,
)  # fmt: skip
