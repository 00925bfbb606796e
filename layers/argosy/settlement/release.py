"""What becomes available to an order's parties, and what they still owe of what was taken back before."""

from collections.abc import Mapping
from datetime import datetime

from argosy.kernel.sums import summed
from argosy.ledger.accounts import available, pending, receivable
from argosy.ledger.holding import Holding
from argosy.ledger.journal import Journal, Posting
from argosy.ledger.ledger import Account
from argosy.orders.order import Order


def earned(order: Order) -> dict[str, int]:
    """What is left of each party's shares that lie pending."""
    waiting = (share for share in order.shares if share.account == pending(share.party) and share.remaining_minor)
    return summed((share.party, share.remaining_minor) for share in waiting)


def debts(order: Order) -> list[Account]:
    """Where it is written what these parties owe."""
    return [(receivable(party), order.currency) for party in earned(order)]


def released(order: Order, owed: Mapping[Account, Holding], at: datetime) -> tuple[Journal, ...]:
    """From pending to available, and from there to what the party owes, first of all; no journal where nothing is left."""
    won = earned(order)
    repaid = {party: min(minor, -owed[receivable(party), order.currency].balance_minor) for party, minor in won.items()}
    steps = {
        "released": [Posting(pending(party), available(party), minor) for party, minor in won.items()],
        "repaid": [Posting(available(party), receivable(party), minor) for party, minor in repaid.items() if minor],
    }
    return tuple(
        Journal.of(
            "order", order.id, step, asset=order.currency, at=at, actor="system", order_id=order.id,
            postings=tuple(postings),
        )
        for step, postings in steps.items()
        if postings
    )  # fmt: skip
