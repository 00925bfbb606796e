"""What the end of the after-sale window moves."""

from datetime import datetime

from argosy.kernel.sums import summed
from argosy.ledger.accounts import available, pending
from argosy.ledger.journal import Journal, Posting
from argosy.orders.order import Order


def released(order: Order, at: datetime) -> tuple[Journal, ...]:
    """What is left of each party's shares, from pending to available; no journal where nothing is left."""
    left = [share for share in order.shares if share.role != "platform" and share.remaining_minor]
    totals = summed((share.party, share.remaining_minor) for share in left)
    postings = tuple(Posting(pending(party), available(party), minor) for party, minor in totals.items())
    if not postings:
        return ()
    return (
        Journal.of(
            "order",
            order.id,
            "released",
            asset=order.currency,
            at=at,
            actor="system",
            order_id=order.id,
            postings=postings,
        ),
    )
