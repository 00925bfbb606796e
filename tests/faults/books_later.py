"""What must be so after every single write of payouts, holds, disputes and after-sale cases."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from argosy.after_sales.status import Status
from argosy.ledger.account_kinds import is_payout_hold
from argosy.ledger.accounts import payout_hold
from argosy.payouts.payout import UNDER_WAY
from tests.faults.books import Books, parsed

ENDED = (Status.DONE, Status.BUYER_CANCELLED, Status.EXPIRED, Status.RULED_SELLER)
DISPUTES_END = ("won", "lost")


def what_is_held_is_what_was_set_aside(books: Books) -> Iterator[str]:
    pending: dict[tuple[str, str], int] = defaultdict(int)
    for hold in books["hold"]:
        pending[hold["account"], hold["asset"]] += hold["amount_minor"] if hold["status"] == "pending" else 0
    for row in books["balance"]:
        if "available_minor" not in row:
            continue
        minor, held, available = (row.get(f"{name}_minor", 0) for name in ("balance", "held", "available"))
        wanted = pending[row["account"], row["asset"]]
        if held != wanted or available != minor - held or (held and available < 0):
            yield f"{row['account']}: {held} of {minor} is held and {available} free, the holds say {wanted}"


def what_is_on_its_way_out_lies_apart(books: Books) -> Iterator[str]:
    wanted: dict[tuple[str, str], int] = defaultdict(int)
    for payout in books["payout"]:
        if payout["status"] in UNDER_WAY:
            wanted[payout_hold(payout["party"]), payout["currency"]] += payout["amount_minor"]
    lying = {where: minor for where, minor in books.balances.items() if is_payout_hold(where[0])}
    for where in wanted.keys() | lying.keys():
        if wanted.get(where, 0) != lying.get(where, 0):
            yield f"{where[0]}: {lying.get(where, 0)} lies there, the payouts say {wanted.get(where, 0)}"


def disputed_money_waits_until_the_end(books: Books) -> Iterator[str]:
    kept = books.balances
    for dispute in books["dispute"]:
        waiting = kept.get((f"suspense:dispute:{dispute['id']}", dispute["currency"]), 0)
        wanted = 0 if dispute["status"] in DISPUTES_END else dispute["amount_minor"]
        if waiting != wanted:
            yield f"{dispute['id']} is {dispute['status']}, and {waiting} waits for it"
    open_ones = {one["id"] for one in books["dispute"] if one["status"] not in DISPUTES_END}
    for order in books["order"]:
        if not set(parsed(order["dispute_ids"])) <= open_ones:
            yield f"{order['id']} is held by a dispute that is closed"


def a_charge_back_is_what_its_disputes_took(books: Books) -> Iterator[str]:
    given: dict[str, int] = defaultdict(int)
    late: set[str] = set()
    for dispute in books["dispute"]:
        parts = parsed(dispute["given"])
        if dispute["status"] == "lost" and sum(part["amount_minor"] for part in parts) < dispute["amount_minor"]:
            late.add(dispute["order_id"])  # what was on its way back then may have come back since, and is taken too
        for part in parts if dispute["status"] != "won" else ():
            given[part["order_id"]] += part["amount_minor"]
    for order in books["order"]:
        minor = sum(line["charged_back_minor"] for line in parsed(order["lines"]))
        if minor < given[order["id"]] or (minor > given[order["id"]] and order["id"] not in late):
            yield f"{order['id']}: {minor} is charged back, its disputes took {given[order['id']]}"


def an_open_case_is_on_its_order(books: Books) -> Iterator[str]:
    open_cases = {case["id"] for case in books["after_sale"] if is_open(case)}
    claimed = set()
    for order in books["order"]:
        claims = parsed(order["claims"])
        claimed |= {claim["case_id"] for claim in claims if claim["open"]}
        for line in parsed(order["lines"]):
            of_line = sum(claim["quantity"] for claim in claims if claim["line_no"] == line["line_no"])
            # A seller may give back, without the case, what is asked for in one: the two are not added up.
            if max(of_line, line["returned_quantity"]) > line["quantity"]:
                yield f"{order['id']}: more is asked back than was bought"
    yield from (f"{case} is open here and not there" for case in open_cases ^ claimed)


def is_open(case: Any) -> bool:
    return case["status"] not in ENDED or (case["status"] == Status.RULED_SELLER and case["pieces_with"] == "seller")


ALWAYS_LATER = (
    what_is_held_is_what_was_set_aside, what_is_on_its_way_out_lies_apart, disputed_money_waits_until_the_end,
    a_charge_back_is_what_its_disputes_took, an_open_case_is_on_its_order,
)  # fmt: skip
