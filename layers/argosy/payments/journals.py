"""The journals of a payment."""

from datetime import datetime

from argosy.kernel.sums import summed
from argosy.ledger import accounts
from argosy.ledger.journal import Journal, Posting
from argosy.orders.purchase import Purchase
from argosy.payments.attempt import Attempt
from argosy.payments.channel import Told


def received(attempt: Attempt, purchase: Purchase, at: datetime) -> Journal:
    """What came by the channel, and what the buyer's wallet gave, into the escrow of each order."""
    parts = [
        (source, accounts.escrow(order.id), minor)
        for order in purchase.orders
        for source, minor in (
            (accounts.world(attempt.channel), order.paid_minor - order.wallet_minor),
            (accounts.cash(accounts.user(order.buyer_id)), order.wallet_minor),
        )
    ]
    return _of(attempt, "received", parts, purchase.head.currency, at)


def split(purchase: Purchase, at: datetime) -> Journal:
    """The whole price from escrow to those whose shares it is: one posting for each order and account."""
    totals = summed(
        ((order.id, share.account), share.amount_minor) for order in purchase.orders for share in order.shares
    )
    head = purchase.head
    postings = tuple(
        Posting(accounts.escrow(order_id), account, minor) for (order_id, account), minor in totals.items() if minor
    )
    return Journal.of(
        "order", head.id, "split", asset=head.currency, at=at, actor="system", order_id=head.id, postings=postings
    )


def unclaimed(attempt: Attempt, told: Told, why: str, at: datetime) -> Journal:
    """Money that belongs to no order, to wait under its attempt's name."""
    parts = [(accounts.world(attempt.channel), accounts.suspense(why, attempt.id), told.amount_minor)]
    return _of(attempt, "unclaimed", parts, told.currency, at)


def _of(attempt: Attempt, step: str, parts: list[tuple[str, str, int]], asset: str, at: datetime) -> Journal:
    postings = tuple(Posting(*part) for part in parts if part[2])
    return Journal.of(
        "payment", attempt.id, step, asset=asset, at=at, actor="system", order_id=attempt.order_id, postings=postings
    )
