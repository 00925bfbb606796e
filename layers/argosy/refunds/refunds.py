"""Refunds as they are kept: requested, sent, settled with order, shares, stock and ledger in one transaction."""

from datetime import datetime, timedelta

from argosy.catalogue import stock
from argosy.kernel import clock, metric
from argosy.kernel.money import Money
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.sums import summed
from argosy.kernel.write import Part, Write, put, retrying, save
from argosy.ledger import accounts, ledger
from argosy.ledger.journal import Journal, Posting
from argosy.orders import orders, refunding
from argosy.orders.order import Order
from argosy.orders.split import Share
from argosy.payments import payments
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import Refunded
from argosy.refunds.items import RefundItem
from argosy.refunds.refund import Refund, RefundSource, RefundStatus
from events.refunds import RefundFailed, RefundRequested, RefundSucceeded


def get(refund_id: str) -> Refund:
    """Raises NotFound."""
    return RefundItem.by_id.load(Refund, id=refund_id)


def request(refund: Refund, order: Order, once: Once, answer: Answer) -> None:
    """Reserve it on the order before the channel hears of it. Raises RefundExceedsPaid, InvalidState."""
    reserved = refunding.reserve(order, refund.portions)
    write = Write(once).add(put(RefundItem.of(refund)), orders.saved(reserved))
    write.tell(RefundRequested(refund_id=refund.id), beside=orders.key(order.id)).commit(answer)


def give_back(refund: Refund, receipt: Receipt) -> None:
    """Money that nobody wants any more starts on its way back; it lies in suspense until it is gone."""
    write = Write(receipt).add(put(RefundItem.of(refund)))
    write.tell(RefundRequested(refund_id=refund.id), beside=orders.key(refund.order_id)).commit()


def ask_again(refund: Refund, asked: int, at: datetime, receipt: Receipt) -> None:
    """The channel has not said yet: the request is told again, ever less often, until it has."""
    wait = timedelta(minutes=min(2**asked, 60))
    later = RefundRequested(refund_id=refund.id, asked=asked + 1)
    Write(receipt).remind(at + wait, later, about=refund.id).commit()


def note_reference(refund: Refund, channel_refund_ref: str) -> Refund:
    """Keep the channel's number for a refund that waits: from now on it is asked about and not asked for."""
    if refund.channel_refund_ref == channel_refund_ref:
        return refund
    noted = refund.becomes(channel_refund_ref=channel_refund_ref)
    Write().add(save(RefundItem.of(noted))).commit()
    return noted


def settle(refund_id: str, told: Refunded) -> None:
    """Book what the channel said. Once it is settled, whatever comes later changes nothing."""

    def once_more() -> None:
        refund = get(refund_id)
        if refund.status is not RefundStatus.PROCESSING or told.outcome == "waiting":
            return
        succeeded = told.outcome == "succeeded"
        status = RefundStatus.SUCCEEDED if succeeded else RefundStatus.FAILED
        after = refund.becomes(status=status, channel_refund_ref=told.channel_refund_ref)
        write = Write().add(save(RefundItem.of(after)))
        (_requested if refund.source is RefundSource.REQUEST else _unclaimed)(write, refund, succeeded)
        fact = _succeeded(refund) if succeeded else _failed(refund)
        write.tell(fact, beside=orders.key(refund.order_id)).commit()
        if not succeeded:
            metric.count("RefundFailed")

    retrying(once_more)


def _requested(write: Write, refund: Refund, succeeded: bool) -> None:
    order = orders.get(refund.order_id)
    if not succeeded:
        write.add(orders.saved(refunding.release(order, refund.portions)))
        return
    attempt = payments.get(refund.attempt_id)
    after, given, closed = refunding.done(order, refund.portions)
    write.add(orders.saved(after), *_stock_back(order, refund), *ledger.post(_taken_back(refund, attempt, given)))
    if closed:
        write.tell(closed, beside=orders.key(order.id))


def _stock_back(order: Order, refund: Refund) -> list[Part]:
    """Pieces of one SKU on two lines are one reservation, so they come back together."""
    skus = {line.line_no: line.sku_id for line in order.lines}
    pieces = summed((skus[portion.line_no], portion.quantity) for portion in refund.portions)
    return [
        part for sku_id, quantity in pieces.items() if quantity for part in stock.put_back(sku_id, quantity, order.id)
    ]


def _unclaimed(write: Write, refund: Refund, succeeded: bool) -> None:
    attempt = payments.get(refund.attempt_id)
    status = AttemptStatus.AUTO_REFUNDED if succeeded else AttemptStatus.AUTO_REFUND_FAILED
    write.add(payments.saved(attempt.ended(status)))
    if succeeded:
        suspense = accounts.suspense(str(refund.unclaimed_as), attempt.id)
        write.add(
            *ledger.post(_journal(refund, (Posting(suspense, accounts.world(attempt.channel), refund.amount_minor),)))
        )


def _taken_back(refund: Refund, attempt: Attempt, given: list[tuple[Share, int]]) -> Journal:
    """Every share's part to escrow, and from there the whole to the channel."""
    escrow = accounts.escrow(refund.order_id)
    totals = summed((share.account, minor) for share, minor in given)
    postings = [Posting(account, escrow, minor) for account, minor in totals.items()]
    return _journal(refund, (*postings, Posting(escrow, accounts.world(attempt.channel), refund.amount_minor)))


def _journal(refund: Refund, postings: tuple[Posting, ...]) -> Journal:
    return Journal.of(
        "refund",
        refund.id,
        "succeeded",
        asset=refund.currency,
        at=clock.now(),
        actor="system",
        order_id=refund.order_id,
        postings=postings,
    )


def _failed(refund: Refund) -> RefundFailed:
    return RefundFailed(refund_id=refund.id, order_id=refund.order_id, reason="channel")


def _succeeded(refund: Refund) -> RefundSucceeded:
    amount = Money(amount=refund.amount_minor, currency=refund.currency)
    return RefundSucceeded(refund_id=refund.id, order_id=refund.order_id, buyer_id=refund.buyer_id, amount=amount)
