"""An order that was closed without payment, and is wanted again because its money has come late."""

from dataclasses import replace

from argosy.kernel.errors import InvalidState
from argosy.orders.capacity import fits_revived
from argosy.orders.late_payment import LatePayment
from argosy.orders.purchase import Purchase
from argosy.orders.status import OrderStatus

LEFT_UNPAID = ("timeout", "user")
"""Closed for want of money, and for no other reason."""


def reopened(purchase: Purchase) -> Purchase:
    """As if it had never been closed, to be paid in the same step.

    Raises InvalidState for one that stays closed by its own policy, for another reason, or by its size.
    """
    head = purchase.head
    unpaid = head.status is OrderStatus.CLOSED and head.close_reason in LEFT_UNPAID
    if not unpaid or head.late_payment is not LatePayment.REVIVE or not fits_revived(purchase.orders):
        raise InvalidState(status=head.status)
    first, *rest = (replace(order, status=OrderStatus.CLOSING) for order in purchase.all)
    return Purchase(first, tuple(rest))
