"""Attempts as they are kept, and what becomes of order, stock and ledger when a channel has spoken: one transaction each."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from argosy.catalogue import stock
from argosy.kernel import clock, metric
from argosy.kernel.log import logger
from argosy.kernel.money import Money
from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.table import Key
from argosy.kernel.write import Part, Write, retrying, save
from argosy.ledger import accounts, ledger
from argosy.ledger.journal import Journal, Posting
from argosy.orders import orders
from argosy.orders.order import AFTER_SALE_WINDOW, Order
from argosy.payments import journals
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import Told
from argosy.payments.items import AttemptItem
from argosy.payments.matrix import Effect, effect, ended_as, why_unclaimed
from events.orders import AfterSaleWindowEnded
from events.payments import PaymentQueryDue, PaymentSettled, UnclaimedMoneyReceived

SILENCE = (timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=10))
"""How long after its start a silent attempt is asked about; the order's deadline asks last."""


def get(attempt_id: str) -> Attempt:
    """Raises NotFound."""
    return AttemptItem.by_id.load(Attempt, id=attempt_id)


def key(attempt_id: str) -> Key:
    return AttemptItem.by_id.key(id=attempt_id)


def saved(attempt: Attempt) -> Part:
    return save(AttemptItem.of(attempt))


def begin(
    attempt_id: str, order_id: str, *, buyer_id: str, channel: str, method: str, once: Once, at: datetime
) -> Attempt:
    """Note the attempt before the channel hears of it. A request that is taken up again finds the attempt it began.

    Raises NotFound for somebody else's order, InvalidState for one that does not wait for payment.
    """

    def note() -> Attempt:
        begun = AttemptItem.by_id.get(id=attempt_id)
        if begun is not None:
            found: Attempt = begun.to(Attempt)
            return found
        order = orders.of_buyer(order_id, buyer_id).attempt(attempt_id, at)
        attempt = Attempt(
            id=attempt_id,
            order_id=order.id,
            buyer_id=buyer_id,
            channel=channel,
            method=method,
            amount_minor=order.payable_minor,
            currency=order.currency,
            expires_at_moment=order.pay_deadline,
            created_at=at,
        )
        write = Write(once).add(saved(attempt), orders.saved(order))
        write.remind(at + SILENCE[0], PaymentQueryDue(attempt_id=attempt.id, asked=1), about=attempt.id).commit()
        return attempt

    return retrying(note)


def submitted(attempt: Attempt, once: Once, answer: Answer) -> None:
    """The channel has taken it: keep its number, and the answer for a repeated request."""
    known = [] if attempt.status is not AttemptStatus.PENDING else [saved(attempt)]
    Write(once).add(*known).commit(answer)


def ask_again(attempt: Attempt, asked: int, at: datetime, receipt: Receipt) -> None:
    """A timer for the next question: by the schedule first, then ever less often, until the channel has said.

    One for each event that brought us here, so that an event which is delivered twice does not begin a second chain.
    """
    wait = SILENCE[asked] - SILENCE[asked - 1] if 0 < asked < len(SILENCE) else timedelta(minutes=min(2**asked, 60))
    later = PaymentQueryDue(attempt_id=attempt.id, asked=asked + 1)
    with suppress(AlreadyDone):
        Write(receipt.of(attempt.id)).remind(at + wait, later, about=attempt.id).commit()


def settle(attempt_id: str, told: Told) -> Effect:
    """Do what the matrix says. Whoever brings the same word again changes nothing. Raises NotFound for an unknown attempt."""

    def once_more() -> Effect:
        attempt, order = _both(attempt_id)
        found = effect(order, attempt, told)
        if found is not Effect.NOTHING:
            _DO[found](attempt, order, told)
        return found

    return retrying(once_more)


def _both(attempt_id: str) -> tuple[Attempt, Order]:
    attempt = get(attempt_id)
    return attempt, orders.get(attempt.order_id)


def _pay(attempt: Attempt, order: Order, told: Told) -> None:
    paid, order_paid = order.paid(attempt.id)
    at = clock.now()
    write = Write().add(saved(attempt.ended(AttemptStatus.SUCCEEDED, channel_ref=told.channel_ref)), orders.saved(paid))
    for sku_id, quantity in paid.quantities().items():
        write.add(*stock.sell(sku_id, quantity, paid.id))
    write.add(*ledger.post(journals.received(attempt, paid, at), journals.split(paid, at)))
    write.remind(at + AFTER_SALE_WINDOW, AfterSaleWindowEnded(order_id=paid.id), about=paid.id)
    write.tell(order_paid, _settled(attempt, "succeeded"), beside=orders.key(paid.id)).commit()


def _end(attempt: Attempt, order: Order, told: Told) -> None:
    ended = attempt.ended(ended_as(told), channel_ref=told.channel_ref, failure=told.failure)
    outcome = "failed" if ended.status is AttemptStatus.FAILED else "closed"
    write = Write().add(saved(ended), orders.saved(order.attempt_ended(attempt.id)))
    write.tell(_settled(attempt, outcome), beside=orders.key(order.id)).commit()


def _to_suspense(attempt: Attempt, order: Order, told: Told, *, status: AttemptStatus, goes_back: bool) -> None:
    why = why_unclaimed(order, attempt, told)
    posting = Posting(accounts.world(attempt.channel), accounts.suspense(why, attempt.id), told.amount_minor)
    journal = Journal.of(
        "payment",
        attempt.id,
        "unclaimed",
        asset=told.currency,
        at=clock.now(),
        actor="system",
        order_id=order.id,
        postings=(posting,),
    )
    unclaimed = UnclaimedMoneyReceived(
        attempt_id=attempt.id,
        order_id=order.id,
        why=why,
        amount=Money(amount=told.amount_minor, currency=told.currency),
        goes_back=goes_back,
    )
    write = Write().add(saved(attempt.ended(status, channel_ref=told.channel_ref)), *ledger.post(journal))
    if attempt.id in order.open_attempt_ids:
        write.add(orders.saved(order.attempt_ended(attempt.id)))
    write.tell(unclaimed, beside=orders.key(order.id)).commit()
    if not goes_back:
        metric.count("MoneyOnHold")
    logger().warning("unclaimed money", attempt_id=attempt.id, why=why)


def _give_back(attempt: Attempt, order: Order, told: Told) -> None:
    _to_suspense(attempt, order, told, status=AttemptStatus.SUCCEEDED_LATE, goes_back=True)


def _hold(attempt: Attempt, order: Order, told: Told) -> None:
    _to_suspense(attempt, order, told, status=AttemptStatus.MISMATCHED, goes_back=False)


_DO: dict[Effect, Any] = {Effect.PAY: _pay, Effect.END: _end, Effect.GIVE_BACK: _give_back, Effect.HOLD: _hold}


def _settled(attempt: Attempt, outcome: Any) -> PaymentSettled:
    return PaymentSettled(attempt_id=attempt.id, order_id=attempt.order_id, outcome=outcome)
