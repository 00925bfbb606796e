"""What becomes of order, stock, wallet and ledger when a channel has spoken of an attempt: one transaction each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from argosy.catalogue import stock
from argosy.kernel import clock, metric
from argosy.kernel.log import logger
from argosy.kernel.money import Money
from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Part, Write, retrying
from argosy.ledger import holds, ledger
from argosy.ledger.accounts import InsufficientFunds
from argosy.ledger.hold import Hold, HoldStatus
from argosy.ledger.holding import AccountFrozen
from argosy.ledger.journal import Journal
from argosy.orders import orders
from argosy.orders.order import AFTER_SALE_WINDOW, Order
from argosy.orders.purchase import Purchase
from argosy.orders.status import OrderStatus
from argosy.payments import attempts, journals
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import Told
from argosy.payments.matrix import Effect, effect, ended_as, why_unclaimed
from argosy.payments.tender import WALLET
from events.orders import AfterSaleWindowEnded, SharesFallDue
from events.payments import Outcome, PaymentSettled, UnclaimedMoneyReceived

A = TypeVar("A", bound=Answer)


def settle(attempt_id: str, told: Told) -> Effect:
    """Do what the matrix says. Whoever brings the same word again changes nothing. Raises NotFound for an unknown attempt."""

    def once_more() -> Effect:
        attempt = attempts.get(attempt_id)
        purchase = orders.purchase(attempt.order_id)
        found = effect(purchase.head, attempt, told)
        if found is not Effect.NOTHING:
            DO[found](attempt, purchase, told)
        return found

    return retrying(once_more)


def pay_from_wallet(
    attempt_id: str, order_id: str, *, buyer_id: str, at: datetime, once: Once, answer: Callable[[Attempt], A]
) -> A:
    """The buyer's wallet gives all of it, at once. Raises NotFound, InvalidState, InsufficientFunds, WalletNotAccepted."""

    def pay() -> A:
        purchase = orders.of_buyer(order_id, buyer_id)
        purchase.head.attempt(attempt_id, at)
        whole = purchase.head.payable_minor
        begun = attempts.new(attempt_id, purchase.head, channel=WALLET, method="balance", wallet_minor=whole, at=at)
        attempt = replace(begun, status=AttemptStatus.SUCCEEDED)
        reply = answer(attempt)
        _paid(Write(once).add(attempts.saved(attempt)), attempt, purchase, ledger.post).commit(reply)
        return reply

    return retrying(pay)


def _paid(write: Write, attempt: Attempt, purchase: Purchase, post: Callable[..., tuple[Part, ...]]) -> Write:
    """All that follows from a payment, added to the transaction that saves its attempt."""
    at = clock.now()
    after, told = purchase.paid(attempt.id, attempt.wallet_minor)
    write.add(*orders.saved(*after.all))
    for order in after.orders:
        _sold(write, order, at)
    write.add(*post(journals.received(attempt, after, at), journals.split(after, at)))
    return write.tell(told, _settled(attempt, "succeeded"), beside=orders.key(after.head.id))


def _sold(write: Write, order: Order, at: datetime) -> None:
    """Its stock is sold; what is not shipped has reached its buyer by being paid."""
    for sku_id, quantity in order.quantities().items():
        write.add(*stock.sell(sku_id, quantity, order.id))
    for days in {share.days for share in order.shares if share.days}:
        write.remind(at + timedelta(days=days), SharesFallDue(order_id=order.id, days=days), about=f"{order.id} {days}")
    if order.status is OrderStatus.PAID and not order.is_shipped:
        write.remind(at + AFTER_SALE_WINDOW, AfterSaleWindowEnded(order_id=order.id), about=order.id)


def _pay(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    succeeded = attempt.ended(AttemptStatus.SUCCEEDED, channel_ref=told.channel_ref)
    hold = _open_hold(attempt)

    def post(*moved: Journal) -> tuple[Part, ...]:
        return holds.posted(hold, *moved) if hold else ledger.post(*moved)

    try:
        write = _paid(Write().add(attempts.saved(succeeded)), attempt, purchase, post)
    except (InsufficientFunds, AccountFrozen):
        # The attempt had failed and the wallet's part was let go and spent, or the wallet was frozen meanwhile; and now the
        # channel's part has come all the same.
        _give_back(attempt, purchase, told)
    else:
        write.commit()


def _end(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    ended = attempt.ended(ended_as(told), channel_ref=told.channel_ref, failure=told.failure)
    outcome: Outcome = "failed" if ended.status is AttemptStatus.FAILED else "closed"
    order = purchase.head
    write = Write().add(attempts.saved(ended), *orders.saved(order.attempt_ended(attempt.id)), *_let_go(attempt))
    write.tell(_settled(attempt, outcome), beside=orders.key(order.id)).commit()


def _give_back(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    _to_suspense(attempt, purchase.head, told, status=AttemptStatus.SUCCEEDED_LATE, goes_back=True)


def _hold(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    _to_suspense(attempt, purchase.head, told, status=AttemptStatus.MISMATCHED, goes_back=False)


def _to_suspense(attempt: Attempt, order: Order, told: Told, *, status: AttemptStatus, goes_back: bool) -> None:
    why = why_unclaimed(order, attempt, told)
    amount = Money(amount=told.amount_minor, currency=told.currency)
    unclaimed = UnclaimedMoneyReceived(
        attempt_id=attempt.id, order_id=order.id, why=why, amount=amount, goes_back=goes_back
    )
    write = Write().add(attempts.saved(attempt.ended(status, channel_ref=told.channel_ref)), *_let_go(attempt))
    write.add(*ledger.post(journals.unclaimed(attempt, told, why, clock.now())))
    if attempt.id in order.open_attempt_ids:
        write.add(*orders.saved(order.attempt_ended(attempt.id)))
    write.tell(unclaimed, beside=orders.key(order.id)).commit()
    if not goes_back:
        metric.count("MoneyOnHold")
    logger().warning("unclaimed money", attempt_id=attempt.id, why=why)


DO = {Effect.PAY: _pay, Effect.END: _end, Effect.GIVE_BACK: _give_back, Effect.HOLD: _hold}


def _open_hold(attempt: Attempt) -> Hold | None:
    """What is still set aside for the attempt in the buyer's wallet."""
    hold = holds.get(attempt.hold_id) if attempt.wallet_minor else None
    return hold if hold and hold.status is HoldStatus.PENDING else None


def _let_go(attempt: Attempt) -> tuple[Part, ...]:
    hold = _open_hold(attempt)
    return holds.let_go(hold, HoldStatus.VOIDED) if hold else ()


def _settled(attempt: Attempt, outcome: Outcome) -> PaymentSettled:
    return PaymentSettled(attempt_id=attempt.id, order_id=attempt.order_id, outcome=outcome)
