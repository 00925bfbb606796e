"""The journals of a payment."""

from datetime import datetime

from argosy.kernel.sums import summed
from argosy.ledger import accounts
from argosy.ledger.journal import Journal, Posting
from argosy.orders.order import Order
from argosy.payments.attempt import Attempt


def received(attempt: Attempt, order: Order, at: datetime) -> Journal:
    posting = Posting(accounts.world(attempt.channel), accounts.escrow(order.id), order.payable_minor)
    return Journal.of(
        "payment",
        attempt.id,
        "received",
        asset=order.currency,
        at=at,
        actor="system",
        order_id=order.id,
        postings=(posting,),
    )


def split(order: Order, at: datetime) -> Journal:
    """The whole price from escrow to those whose shares it is: one posting for each account."""
    totals = summed((share.account, share.amount_minor) for share in order.shares)
    postings = tuple(Posting(accounts.escrow(order.id), account, minor) for account, minor in totals.items() if minor)
    return Journal.of(
        "order", order.id, "split", asset=order.currency, at=at, actor="system", order_id=order.id, postings=postings
    )
