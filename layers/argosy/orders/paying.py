"""An order and the attempts to pay it."""

from datetime import datetime

from argosy.catalogue.biz_type import BizType
from argosy.kernel.errors import InvalidState
from argosy.orders.custody import Custody
from argosy.orders.errors import TooManyAttempts
from argosy.orders.order import Order
from argosy.orders.status import OrderStatus

MOST_ATTEMPTS = 20


def awaits_payment(order: Order, at: datetime) -> None:
    """Raises InvalidState unless one more attempt to pay it may begin, TooManyAttempts."""
    if order.parent_id:
        raise InvalidState(status=f"a part of {order.parent_id}")
    if order.status is not OrderStatus.PENDING_PAYMENT or at >= order.pay_deadline:
        raise InvalidState(status=order.status if at < order.pay_deadline else "past its deadline")
    if len(order.attempt_ids) >= MOST_ATTEMPTS:
        raise TooManyAttempts


def attempted(order: Order, attempt_id: str, channel: str) -> Order:
    """With one more attempt to pay it, by this channel; that it awaits payment was asked before."""
    return order.becomes(
        attempt_ids=(*order.attempt_ids, attempt_id), open_attempt_ids=(*order.open_attempt_ids, attempt_id),
        last_channel=channel,
    )  # fmt: skip


def attempt_ended(order: Order, attempt_id: str, *, refused_by: str | None = None) -> Order:
    """The channel takes no money for this attempt any more; or it never did, and is not led there again."""
    refused = {*order.refused_by, refused_by} if refused_by else order.refused_by
    return order.becomes(open_attempt_ids=_others(order, attempt_id), refused_by=tuple(refused))


def paid(order: Order, attempt_id: str, wallet_minor: int) -> Order:
    """The whole price came by this attempt; it is split by the order's own rule. Raises InvalidState once it is not open."""
    if not order.status.is_open:
        raise InvalidState(status=order.status)
    final = order.biz_type in (BizType.TIP, BizType.RECHARGE)
    by_channel = order.custody is Custody.CHANNEL and wallet_minor < order.payable_minor
    return order.becomes(
        status=OrderStatus.COMPLETED if final else OrderStatus.PAID,
        close_reason=None,
        paid_minor=order.payable_minor,
        wallet_minor=wallet_minor,
        attempt_ids=order.attempt_ids if attempt_id in order.attempt_ids else (*order.attempt_ids, attempt_id),
        paid_attempt_id=attempt_id,
        shares=tuple(share.paid(by_channel=by_channel) for share in order.shares),
        open_attempt_ids=_others(order, attempt_id),
    )


def _others(order: Order, attempt_id: str) -> tuple[str, ...]:
    return tuple(other for other in order.open_attempt_ids if other != attempt_id)
