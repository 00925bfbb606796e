"""Finance stops one share of a sale, and lets it go on."""

from dataclasses import replace

from argosy.kernel.errors import InvalidState, NotFound
from argosy.ledger import account_kinds
from argosy.orders.order import Order
from argosy.orders.split import Share, ShareStatus


def frozen(order: Order, line_no: int, role: str) -> tuple[Order, Share]:
    """The share does not become available until it is released. Raises NotFound, InvalidState unless it is pending."""
    before = _share(order, line_no, role)
    if before.status is not ShareStatus.PENDING or not account_kinds.is_pending(before.account):
        raise InvalidState(status=before.status)
    return _with(order, before, replace(before, status=ShareStatus.FROZEN))


def released(order: Order, line_no: int, role: str) -> tuple[Order, Share]:
    """It waits for its time again, or is available where that has come. Raises NotFound, InvalidState unless it is frozen."""
    before = _share(order, line_no, role)
    if before.status is not ShareStatus.FROZEN:
        raise InvalidState(status=before.status)
    status = ShareStatus.AVAILABLE if before.is_due else ShareStatus.PENDING
    return _with(order, before, replace(before, status=status, is_due=False))


def _share(order: Order, line_no: int, role: str) -> Share:
    found = next((share for share in order.shares if (share.line_no, share.role) == (line_no, role)), None)
    if found is None:
        raise NotFound
    return found


def _with(order: Order, before: Share, after: Share) -> tuple[Order, Share]:
    shares = tuple(after if share == before else share for share in order.shares)
    return order.becomes(shares=shares), after
