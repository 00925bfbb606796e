"""What must be so once everything is quiet: nothing lost, nothing doubled, and the same end whatever happened on the way."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from argosy.kernel import clock
from tests.faults.books import Books, balances, parsed
from tests.faults.delivery import ELSEWHERE, Delivery
from tests.faults.story import Told
from tests.support.bus import listeners


def wrong(books: Books, delivery: Delivery, told: Told) -> Iterator[str]:
    yield from _the_ledger_is_the_providers(books, delivery)
    yield from _nothing_is_doubled_at_the_provider(delivery)
    yield from _every_fact_arrived(delivery)
    yield from _what_was_acknowledged_is_there(books, told)
    yield from _everything_is_settled_once(books)
    due = [timer for timer in books["timer"] if timer["due_at"] <= clock.spell(delivery.lab.time.now)]
    yield from (f"still waits: {timer['name']}" for timer in due)


def _the_ledger_is_the_providers(books: Books, delivery: Delivery) -> Iterator[str]:
    kept = balances(books)
    for code, sums in delivery.lab.stripe.books().items():
        ours = -kept["world:stripe", code.upper()]
        if ours != sums["net"]:
            yield f"ledger is not provider: {ours} and {sums['net']}"
    yield from (
        f"rests in suspense: {account} {minor}"
        for (account, _), minor in kept.items()
        if "suspense:" in account and minor
    )


def _nothing_is_doubled_at_the_provider(delivery: Delivery) -> Iterator[str]:
    objects = delivery.lab.stripe.account.objects
    for kind, name in (("payment_intent", "attempt_id"), ("refund", "refund_id")):
        made = Counter(one["metadata"].get(name) for one in objects.get(kind, {}).values())
        yield from (f"{times} of {kind} for {about}" for about, times in made.items() if times > 1)
    charged = Counter(one["metadata"].get("order_id") for one in objects.get("charge", {}).values())
    yield from (f"{times} charges for {about}" for about, times in charged.items() if times > 1)


def _every_fact_arrived(delivery: Delivery) -> Iterator[str]:
    for item in delivery.facts():
        name, fact = item.plain["name"], item.plain["id"]
        for listener in listeners().get(name, []):
            ours = not listener.name.startswith(ELSEWHERE) and fact not in delivery.arranged
            if ours and (listener.name, fact) not in delivery.mail.heard:
                yield f"lost: {name} never reached {listener.name}"


def _what_was_acknowledged_is_there(books: Books, told: Told) -> Iterator[str]:
    asked = {"order": told.orders, "attempt": [one["id"] for one in told.attempts], "refund": told.refunds}
    for kind, names in asked.items():
        there = [row["id"] for row in books[kind]]
        yield from (f"acknowledged and not there: {kind} {name}" for name in names if name not in there)
    if len(books["order"]) != len(told.orders):
        yield f"{len(books['order'])} orders for {len(told.orders)} keys"


def _everything_is_settled_once(books: Books) -> Iterator[str]:
    yield from (f"never settled: {line['journal_id']}" for line in books["settleable"] if "statement_id" not in line)
    yield from (f"never closed: {one['id']}" for one in books["statement"] if one["status"] != "closed")
    ready = Counter(
        parsed(event["data"])["statement_id"]
        for event in books["event"]
        if event["name"] == "settlement.statement_ready"
    )
    yield from (f"statement told {times} times" for times in ready.values() if times > 1)


def ending(books: Books) -> dict[str, Any]:
    """What the business would see: without ids, and without what only tells when and how often something was tried."""
    seen: dict[str, Any] = {}
    for (account, _), minor in balances(books).items():
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
