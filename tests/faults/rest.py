"""What must be so once everything is quiet: nothing lost, nothing doubled, and the same end whatever happened on the way."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from argosy.kernel import clock
from tests.faults import rest_later
from tests.faults.books import Books, parsed
from tests.faults.delivery import ELSEWHERE, Delivery
from tests.faults.lab import Lab
from tests.faults.moves import OPEN_STATEMENTS
from tests.faults.stage import Stage
from tests.faults.told import Told
from tests.support.bus import listeners

NEVER_AT_REST = {
    "order": ("closing",), "refund": ("processing",), "attempt": ("created", "succeeded_late"),
    "payout": ("requested", "approved", "pending"), "channel_split": ("sent", "unknown"),
    "channel_return": ("sent", "unknown"), "reconciliation": ("fetching",),
}  # fmt: skip
"""States that lead on by themselves: nobody has to come before they are left."""


def wrong(books: Books, stage: Stage, *, settled: bool = True) -> Iterator[str]:
    """`settled`: the days have passed, and what was earned is on statements."""
    yield from _the_ledger_is_the_providers(books, stage.lab)
    yield from _nothing_is_doubled_at_the_provider(stage.lab)
    yield from rest_later.wrong(books, stage)
    yield from _every_fact_arrived(stage.delivery)
    yield from _what_was_acknowledged_is_there(books, stage.told)
    yield from _nothing_is_stuck(books, stage.lab)
    if settled:
        yield from _everything_is_settled_once(books)


def _the_ledger_is_the_providers(books: Books, lab: Lab) -> Iterator[str]:
    kept = books.balances
    for code, sums in lab.stripe.books().items():
        ours = -kept["world:stripe", code.upper()] - kept["platform:fee_expense", code.upper()]
        theirs = sums["net"] - sums["transferred"]
        if ours != theirs:
            yield f"ledger is not provider: {ours} and {theirs}"
    yield from (
        f"rests in suspense: {account} {minor}"
        for (account, _), minor in kept.items()
        if "suspense:" in account and "suspense:dispute:" not in account and minor
    )


def _nothing_is_doubled_at_the_provider(lab: Lab) -> Iterator[str]:
    objects = lab.stripe.account.objects
    for kind, name in (("payment_intent", "attempt_id"), ("refund", "refund_id")):
        there = [one for one in objects.get(kind, {}).values() if one["status"] != "failed"]
        made = Counter(one["metadata"].get(name) for one in there)
        yield from (f"{times} of {kind} for {about}" for about, times in made.items() if times > 1)


def _every_fact_arrived(delivery: Delivery) -> Iterator[str]:
    for fact in delivery.facts():
        name, number = fact.plain["name"], fact.plain["id"]
        for listener in listeners().get(name, []):
            ours = not listener.name.startswith(ELSEWHERE) and number not in delivery.arranged
            if ours and (listener.name, number) not in delivery.mail.heard:
                yield f"lost: {name} never reached {listener.name}"
    untold = (*delivery.untold(), *delivery.untold_of_bank())
    yield from (f"never acknowledged: {event['type']}" for event in untold)


def _what_was_acknowledged_is_there(books: Books, told: Told) -> Iterator[str]:
    asked = {"order": told.orders, "attempt": [one["id"] for one in told.attempts], "refund": told.refunds, **told.made}
    for kind, names in asked.items():
        there = {row["id"] for row in books[kind]}
        yield from (f"acknowledged and not there: {kind} {name}" for name in names if name not in there)
    if len(books["order"]) != len(set(told.orders)):
        yield f"{len(books['order'])} orders for {len(set(told.orders))} keys"


def _nothing_is_stuck(books: Books, lab: Lab) -> Iterator[str]:
    for kind, passing in NEVER_AT_REST.items():
        yield from (f"stuck: {kind} {row['id']} is {row['status']}" for row in books[kind] if row["status"] in passing)
    due = [timer for timer in books["timer"] if timer["due_at"] <= clock.spell(lab.time.now)]
    yield from (f"still waits: {timer['name']}" for timer in due)


def _everything_is_settled_once(books: Books) -> Iterator[str]:
    yield from (f"never settled: {line['journal_id']}" for line in books["settleable"] if "statement_id" not in line)
    yield from (f"never closed: {one['id']}" for one in books["statement"] if one["status"] in OPEN_STATEMENTS)
    ready = Counter(
        parsed(event["data"])["statement_id"]
        for event in books["event"]
        if event["name"] == "settlement.statement_ready"
    )
    yield from (f"statement told {times} times" for times in ready.values() if times > 1)


def ending(books: Books) -> dict[str, Any]:
    """What the business would see: without ids, and without what only tells when and how often something was tried."""
    seen: dict[str, Any] = {}
    for (account, _), minor in books.balances.items():
        owner, _, purpose = account.rpartition(":")
        words = account if owner in ("world", "platform") else owner if owner.startswith("suspense") else purpose
        seen[f"balance of {words}"] = seen.get(f"balance of {words}", 0) + minor
    for number, order in enumerate(sorted(books["order"], key=lambda row: row["created_at"]), 1):
        back = [line["refunded_minor"] for line in parsed(order["lines"])]
        seen[f"order {number}"] = (order["status"], order.get("close_reason"), order["paid_minor"], back)
    for kind in ("attempt", "refund", "reservation"):
        seen[kind] = sorted(row["status"] for row in books[kind])
    seen |= {
        "stock": [sku["available"] for sku in books["sku"]],
        "cart": [cart["quantities"] for cart in books["cart"]],
    }
    for statement in books["statement"]:
        party = f"statements of {statement['party'].partition(':')[0]}"
        seen[party] = seen.get(party, 0) + statement["earned_minor"] - statement["taken_back_minor"]
    return seen | dict(Counter(event["name"] for event in books["event"] if event["name"] in TOLD_ONCE))


TOLD_ONCE = (
    "order.placed", "order.paid", "order.closing", "order.closed", "order.completed", "payment.settled", "refund.succeeded",
    "payment.unclaimed_money_received", "payment.webhook_received",
)  # fmt: skip
