"""Refunds as they are kept: requested, asked about, tried again, sent by hand."""

from datetime import datetime

from argosy.catalogue.biz_type import BizType
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Part, Write, put, save
from argosy.ledger import accounts, ledger
from argosy.ledger.accounts import InsufficientFunds
from argosy.orders import orders, refunding
from argosy.orders.order import Order
from argosy.payments.channel import pause
from argosy.refunds.items import RefundItem
from argosy.refunds.refund import Refund, RefundSource
from events.refunds import RefundRequested, RefundTriedAgain


def get(refund_id: str) -> Refund:
    """Raises NotFound."""
    return RefundItem.by_id.load(Refund, id=refund_id)


def saved(refund: Refund) -> Part:
    return save(RefundItem.of(refund))


def request(refund: Refund, order: Order, once: Once, answer: Answer) -> None:
    """Reserve it on the order before the channel hears of it. Raises RefundExceedsPaid, InvalidState, InsufficientFunds."""
    if order.biz_type is BizType.RECHARGE:
        _unspent(refund)
    reserved, part, told = begin(refund, order)
    write = Write(once).add(part, *orders.saved(reserved))
    write.tell(told, beside=orders.key(refund.purchase_id)).commit(answer)


def begin(refund: Refund, order: Order) -> tuple[Order, Part, RefundRequested]:
    """For the transaction that decides on it: the order with it reserved, the refund's own write, and what is told.

    Raises RefundExceedsPaid, InvalidState, OrderHeld.
    """
    reserved = refunding.reserve(order, refund.portions, refund.wallet_minor)
    return reserved, put(RefundItem.of(refund)), RefundRequested(refund_id=refund.id)


def give_back(refund: Refund, receipt: Receipt) -> None:
    """Money that nobody wants any more starts on its way back; it lies in suspense until it is gone."""
    write = Write(receipt).add(put(RefundItem.of(refund)))
    write.tell(RefundRequested(refund_id=refund.id), beside=orders.key(refund.purchase_id)).commit()


def again(refund: Refund, by: str, once: Once, answer: Answer) -> None:
    """A person has the channel asked once more. Raises InvalidState, RefundExceedsPaid where it was given back otherwise."""
    after = refund.again()
    write = Write(once).add(saved(after), *_reserved(refund))
    told = RefundTriedAgain(refund_id=refund.id, by=by, failures=refund.failures)
    write.tell(told, RefundRequested(refund_id=refund.id), beside=orders.key(refund.purchase_id)).commit(answer)


def ask_again(refund: Refund, asked: int, at: datetime, receipt: Receipt) -> None:
    """The channel has not said yet: the request is told again, ever less often, until it has."""
    later = RefundRequested(refund_id=refund.id, asked=asked + 1)
    Write(receipt).remind(at + pause(later.asked), later, about=refund.id).commit()


def note_reference(refund: Refund, channel_refund_ref: str) -> Refund:
    """Keep the channel's number for a refund that waits: from now on it is asked about and not asked for."""
    if refund.channel_refund_ref == channel_refund_ref:
        return refund
    noted = refund.becomes(channel_refund_ref=channel_refund_ref)
    Write().add(saved(noted)).commit()
    return noted


def _unspent(refund: Refund) -> None:
    """What was put into a wallet and is spent does not go back. Raises InsufficientFunds."""
    account = accounts.cash(accounts.user(refund.buyer_id)), refund.currency
    if ledger.holdings([account])[account].available_minor < refund.amount_minor:
        raise InsufficientFunds(account=account[0])


def _reserved(refund: Refund) -> tuple[Part, ...]:
    """Its part of the order, set aside again; what is booked already is the order's no longer."""
    if refund.source is RefundSource.UNCLAIMED or refund.booked:
        return ()
    return orders.saved(refunding.reserve(orders.get(refund.order_id), refund.portions, refund.wallet_minor))
