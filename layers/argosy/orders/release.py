"""Pending money becomes available to an order's parties, and repays first what they owe."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from argosy.commission.rule import Timing
from argosy.kernel.sums import summed
from argosy.kernel.write import Part
from argosy.ledger import ledger
from argosy.ledger.accounts import available, pending, receivable
from argosy.ledger.journal import Journal, Posting
from argosy.ledger.ledger import Holdings
from argosy.orders.order import Order
from argosy.orders.split import Share, ShareStatus


def unlocked(order: Order, due: Callable[[Share], bool] | None = None) -> Order:
    """A changed order, with those of its pending shares available that are due, or all of them; a frozen one remembers it."""

    def moved(share: Share) -> Share:
        if due is not None and not due(share):
            return share
        if share.status is ShareStatus.FROZEN:
            return replace(share, is_due=True)
        return replace(share, status=ShareStatus.AVAILABLE) if share.status is ShareStatus.PENDING else share

    return replace(order, shares=tuple(moved(share) for share in order.shares))


def on_receipt(share: Share) -> bool:
    return share.timing is Timing.ON_RECEIPT


def after_days(days: int) -> Callable[[Share], bool]:
    return lambda share: share.timing is Timing.T_PLUS_N and share.days == days


def posted(before: Order, after: Order, step: str, at: datetime) -> tuple[Part, ...]:
    """The journals of what is available after and was pending before. The parties' debts are read here."""
    won = _won(before, after)
    owed = ledger.holdings((receivable(party), before.currency) for party in won)
    return ledger.post(*released(after, won, owed, step, at), read=owed)


def released(order: Order, won: dict[str, int], owed: Holdings, step: str, at: datetime) -> tuple[Journal, ...]:
    """From pending to available, and from there to what the party owes; no journal where nothing moves."""
    repaid = {party: min(minor, -owed[receivable(party), order.currency].balance_minor) for party, minor in won.items()}
    steps = {
        step: [Posting(pending(party), available(party), minor) for party, minor in won.items()],
        f"{step}, repaid": [
            Posting(available(party), receivable(party), minor) for party, minor in repaid.items() if minor
        ],
    }
    return tuple(
        Journal.of(
            "order", order.id, name, asset=order.currency, at=at, actor="system", order_id=order.id,
            postings=tuple(postings),
        )
        for name, postings in steps.items()
        if postings
    )  # fmt: skip


def _won(before: Order, after: Order) -> dict[str, int]:
    moved = (
        then
        for then, now in zip(before.shares, after.shares, strict=True)
        if then.account == pending(then.party) and now.account == available(now.party) and then.remaining_minor
    )
    return summed((share.party, share.remaining_minor) for share in moved)
