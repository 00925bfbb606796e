"""What becomes of order, stock, wallet and ledger when a channel has spoken of an attempt: one transaction each."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from argosy.catalogue import stock
from argosy.catalogue.errors import OutOfStock
from argosy.kernel import clock
from argosy.kernel.errors import InvalidState
from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Part, Write, retrying
from argosy.ledger import holds, ledger
from argosy.ledger.accounts import InsufficientFunds
from argosy.ledger.holding import AccountFrozen
from argosy.ledger.journal import Journal
from argosy.orders import orders, paying, release, revival
from argosy.orders.order import AFTER_SALE_WINDOW, Order
from argosy.orders.purchase import Purchase
from argosy.orders.status import OrderStatus
from argosy.payments import attempts, journals, unclaimed
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.channel import NEVER_TAKEN, Told
from argosy.payments.matrix import Effect, effect, ended_as
from argosy.payments.tender import WALLET
from events.orders import AfterSaleWindowEnded
from events.orders.shares import SharesFallDue
from events.payments import Outcome, PaymentSettled

A = TypeVar("A", bound=Answer)
Post = Callable[..., tuple[Part, ...]]
Sell = Callable[[str, int, str], tuple[Part, ...]]


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
        paying.awaits_payment(purchase.head, at)
        whole = purchase.head.payable_minor
        begun = attempts.new(attempt_id, purchase.head, channel=WALLET, method="balance", wallet_minor=whole, at=at)
        attempt = replace(begun, status=AttemptStatus.SUCCEEDED)
        reply = answer(attempt)
        _paid(Write(once).add(attempts.saved(attempt)), attempt, purchase, ledger.post).commit(reply)
        return reply

    return retrying(pay)


def _paid(write: Write, attempt: Attempt, purchase: Purchase, post: Post, sell: Sell = stock.sell) -> Write:
    """All that follows from a payment, added to the transaction that saves its attempt."""
    at = clock.now()
    after, told = purchase.paid(attempt.id, attempt.wallet_minor)
    write.add(*orders.saved(*after.all))
    for order in after.orders:
        _sold(write, order, sell, at)
    write.add(*post(journals.received(attempt, after, at), journals.split(after, at)))
    at_once = (fact for order in after.orders for fact in release.at_once(order))
    return write.tell(told, _settled(attempt, "succeeded"), *at_once, beside=orders.key(after.head.id))


def _sold(write: Write, order: Order, sell: Sell, at: datetime) -> None:
    """Its stock is sold; what is not shipped has reached its buyer by being paid."""
    for sku_id, quantity in order.quantities().items():
        write.add(*sell(sku_id, quantity, order.id))
    for days in {share.days for share in order.shares if share.days}:
        write.remind(at + timedelta(days=days), SharesFallDue(order_id=order.id, days=days), about=f"{order.id} {days}")
    if order.status is OrderStatus.PAID and not order.is_shipped:
        write.remind(at + AFTER_SALE_WINDOW, AfterSaleWindowEnded(order_id=order.id), about=order.id)


def _pay(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    try:
        _accept(attempt, purchase, told, stock.sell)
    except (InsufficientFunds, AccountFrozen):
        # The attempt had failed and the wallet's part was let go and spent, or the wallet was frozen meanwhile; and now the
        # channel's part has come all the same.
        unclaimed.give_back(attempt, purchase, told)


def _revive(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    """Paid after all; where stock or the wallet's part is gone, or it is too large to be taken again at once, it goes back."""
    try:
        _accept(attempt, revival.reopened(purchase), told, stock.take_again)
    except (OutOfStock, InvalidState, InsufficientFunds, AccountFrozen):
        unclaimed.give_back(attempt, purchase, told)


def _accept(attempt: Attempt, purchase: Purchase, told: Told, sell: Sell) -> None:
    succeeded = attempt.took(AttemptStatus.SUCCEEDED, told.money, told.channel_ref)
    hold = attempts.open_hold(attempt)

    def post(*moved: Journal) -> tuple[Part, ...]:
        return holds.posted(hold, *moved) if hold else ledger.post(*moved)

    _paid(Write().add(attempts.saved(succeeded)), attempt, purchase, post, sell).commit()


def _end(attempt: Attempt, purchase: Purchase, told: Told) -> None:
    ended = attempt.ended(ended_as(told), channel_ref=told.channel_ref, failure=told.failure)
    outcome: Outcome = "failed" if ended.status is AttemptStatus.FAILED else "closed"
    order = purchase.head
    write = Write().add(attempts.saved(ended), *orders.saved(_without(order, attempt, told)), *attempts.let_go(attempt))
    write.tell(_settled(attempt, outcome), beside=orders.key(order.id)).commit()


def _without(order: Order, attempt: Attempt, told: Told) -> Order:
    return paying.attempt_ended(order, attempt.id, refused_by=attempt.channel if told == NEVER_TAKEN else None)


DO: dict[Effect, Callable[[Attempt, Purchase, Told], None]] = {
    Effect.PAY: _pay,
    Effect.REVIVE: _revive,
    Effect.END: _end,
    Effect.GIVE_BACK: unclaimed.give_back,
    Effect.HOLD: unclaimed.hold,
    Effect.QUESTION: unclaimed.question,
}


def _settled(attempt: Attempt, outcome: Outcome) -> PaymentSettled:
    return PaymentSettled(attempt_id=attempt.id, order_id=attempt.order_id, outcome=outcome)
