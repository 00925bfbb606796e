"""What becomes of order, shares, stock and ledger when a channel has spoken of a refund: one transaction each."""

from dataclasses import replace
from datetime import datetime

from argosy.catalogue import stock
from argosy.kernel import clock, metric
from argosy.kernel.money import Money
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.sums import summed
from argosy.kernel.write import Part, Write, retrying
from argosy.ledger import accounts, ledger
from argosy.orders import orders, refunding, shipping
from argosy.orders.order import Order
from argosy.orders.status import OrderStatus
from argosy.payments import attempts
from argosy.payments.attempt import AttemptStatus
from argosy.payments.channel import Refunded
from argosy.refunds import journals, refunds
from argosy.refunds.refund import Refund, RefundSource, RefundStatus
from events.ledger import PartyDebt
from events.orders import ReceiptDeadlinePassed
from events.refunds import RefundFailed, RefundReturned, RefundSettledManually, RefundSucceeded

BY_HAND = accounts.bank("manual")
"""Whence a person sends what a channel refused."""


def settle(refund_id: str, told: Refunded, receipt: Receipt | None = None) -> None:
    """Book what the channel said. An older word changes nothing; that the money came back to the channel, it does.

    A word that a queue may bring again has a `receipt`, whatever it changed: what it says of one try is not true of the next.
    """

    def once_more() -> None:
        refund, write = refunds.get(refund_id), Write(receipt)
        if not refund.is_of(told.channel_refund_ref):
            write.commit()
        elif told.outcome == "succeeded" and refund.status is RefundStatus.PROCESSING:
            _succeeded(refund, told.channel_refund_ref, write)
        elif told.outcome == "failed" and refund.status is RefundStatus.PROCESSING:
            _failed(refund, told.channel_refund_ref, write)
        elif told.outcome == "failed" and refund.status is RefundStatus.SUCCEEDED:
            _returned(refund, told.channel_refund_ref, write)
        else:
            write.commit()

    retrying(once_more)


def by_hand(refund: Refund, by: str, once: Once, answer: Answer) -> None:
    """A person has sent it from the bank. Raises InvalidState, RefundExceedsPaid."""
    write = Write(once).add(refunds.saved(refund.by_hand()))
    owed = _book(write, refund, BY_HAND)
    told = RefundSettledManually(refund_id=refund.id, order_id=refund.order_id, by=by, owed=owed)
    write.tell(told, beside=orders.key(refund.purchase_id)).commit(answer)


def _succeeded(refund: Refund, channel_refund_ref: str, write: Write) -> None:
    write.add(refunds.saved(refund.succeeded(channel_refund_ref)))
    owed = _book(write, refund, accounts.world(attempts.get(refund.attempt_id).channel))
    told = RefundSucceeded(
        refund_id=refund.id, order_id=refund.order_id, buyer_id=refund.buyer_id, owed=owed,
        amount=Money(amount=refund.amount_minor, currency=refund.currency),
    )  # fmt: skip
    write.tell(told, beside=orders.key(refund.purchase_id)).commit()


def _failed(refund: Refund, channel_refund_ref: str, write: Write) -> None:
    """What was set aside for it is free again; what waits in suspense goes on waiting."""
    write.add(refunds.saved(refund.failed(channel_refund_ref)))
    if refund.source is RefundSource.UNCLAIMED:
        attempt = attempts.get(refund.attempt_id)
        write.add(attempts.saved(attempt.ended(AttemptStatus.AUTO_REFUND_FAILED)))
    elif not refund.booked:
        write.add(*orders.saved(refunding.release(orders.get(refund.order_id), refund.portions, refund.wallet_minor)))
    told = RefundFailed(refund_id=refund.id, order_id=refund.order_id, reason="channel")
    write.tell(told, beside=orders.key(refund.purchase_id)).commit()
    metric.count("refunds", "RefundFailed")


def _returned(refund: Refund, channel_refund_ref: str, write: Write) -> None:
    after = refund.failed(channel_refund_ref)
    journal = journals.returned(after, attempts.get(refund.attempt_id), clock.now())
    write.add(refunds.saved(after), *ledger.post(journal))
    told = RefundReturned(refund_id=refund.id, order_id=refund.order_id)
    write.tell(told, beside=orders.key(refund.purchase_id)).commit()
    metric.count("refunds", "RefundFailed")


def _book(write: Write, refund: Refund, world: str) -> tuple[PartyDebt, ...]:
    """The journal of money that has gone back, and what follows from it; what parties owe since."""
    at = clock.now()
    if refund.booked:
        write.add(*ledger.post(journals.sent_again(refund, world, at)))
    elif refund.source is RefundSource.UNCLAIMED:
        attempt = attempts.get(refund.attempt_id)
        write.add(attempts.saved(attempt.ended(AttemptStatus.AUTO_REFUNDED)))
        write.add(*ledger.post(journals.unclaimed(refund, attempt, world, at)))
    else:
        return _book_request(write, refund, world, at)
    return ()


def _book_request(write: Write, refund: Refund, world: str, at: datetime) -> tuple[PartyDebt, ...]:
    order = orders.get(refund.order_id)
    if refund.status is not RefundStatus.PROCESSING:  # sent by hand: nothing is set aside for it any more
        set_aside = refunding.reserve(order, refund.portions, refund.wallet_minor)
        order = replace(set_aside, version=order.version)
    after, given, closed = refunding.done(order, refund.portions)
    held = ledger.holdings(journals.decisive(given, refund.currency))
    write.add(*_stock_back(order, refund))
    journal = journals.taken_back(refund, world, given, held, at)
    write.add(*ledger.post(journal, read=held))
    if after.status is OrderStatus.PARTIALLY_SHIPPED and not shipping.to_ship(after):
        after = shipping.whole(after, at)
        later = ReceiptDeadlinePassed(order_id=order.id)
        write.remind(at + shipping.RECEIPT_AFTER, later, about=order.id)
    write.add(*orders.saved(after))
    if closed:
        write.tell(closed, beside=orders.key(order.head_id))
    return journals.debts(journal)


def _stock_back(order: Order, refund: Refund) -> list[Part]:
    """Pieces of one SKU on two lines are one reservation, so they come back together."""
    skus = {line.line_no: line.sku_id for line in order.lines}
    pieces = summed((skus[portion.line_no], portion.quantity) for portion in refund.portions)
    return [
        part
        for sku_id, quantity in pieces.items()
        if sku_id and quantity
        for part in stock.put_back(sku_id, quantity, order.id)
    ]
