"""Whether a purchase is small enough: it is placed in one transaction, and paid in one."""

from collections.abc import Sequence

from argosy.orders.order import Order
from argosy.orders.split import ShareStatus

MOST_WRITES = 100
"""What one transaction takes."""


def fits(orders: Sequence[Order]) -> bool:
    """Whether a purchase of these orders can be placed and paid."""
    return max(_to_place(orders), _to_pay(orders)) <= MOST_WRITES


def fits_revived(orders: Sequence[Order]) -> bool:
    """Whether it can be paid after it was closed, when the stock of each SKU is taken again."""
    return _to_pay(orders) + _skus(orders) <= MOST_WRITES


def _to_place(orders: Sequence[Order]) -> int:
    """How many items placing it changes: of each SKU stock and reservation, of each order itself its seller's list; and the
    head, the quote, the deadline, the caller's key and the fact."""
    return 2 * _skus(orders) + 2 * len(orders) + 5


def _to_pay(orders: Sequence[Order]) -> int:
    """How many items its payment changes: each SKU's reservation; the orders and their timers; of each account with a share a
    balance, a line in the wallet and, if it is available, one to settle; and once attempt, hold, journals, world, facts."""
    shares = [share.paid() for order in orders for share in order.shares]
    accounts = {share.account: 2 + (share.status is ShareStatus.AVAILABLE) for share in shares}
    timers = {(order.id, share.days) for order in orders for share in order.shares if share.days}
    return _skus(orders) + 2 * len(orders) + sum(accounts.values()) + len(timers) + 12


def _skus(orders: Sequence[Order]) -> int:
    return len({line.sku_id for order in orders for line in order.lines})
