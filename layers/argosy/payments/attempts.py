"""Attempts as they are kept: begun before the channel hears of them, asked about while it is silent."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta

from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.table import Key, fetch
from argosy.kernel.write import Part, Write, retrying, save
from argosy.ledger import holds
from argosy.orders import orders
from argosy.orders.order import Order
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.errors import WalletNotAccepted
from argosy.payments.items import AttemptItem
from argosy.payments.tender import set_aside, takes_wallet
from events.payments import PaymentQueryDue

SILENCE = (timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=10))
"""How long after its start a silent attempt is asked about; the order's deadline asks last."""


def get(attempt_id: str) -> Attempt:
    """Raises NotFound."""
    return AttemptItem.by_id.load(Attempt, id=attempt_id)


def known(attempt_ids: Iterable[str]) -> dict[str, Attempt]:
    """Those that there are, by their ids."""
    found = [AttemptItem.read(raw).to(Attempt) for raw in fetch(map(key, attempt_ids)).values()]
    return {attempt.id: attempt for attempt in found}


def key(attempt_id: str) -> Key:
    return AttemptItem.by_id.key(id=attempt_id)


def saved(attempt: Attempt) -> Part:
    return save(AttemptItem.of(attempt))


def new(attempt_id: str, order: Order, *, channel: str, method: str, wallet_minor: int, at: datetime) -> Attempt:
    """An attempt that asks its channel for what the wallet does not give. Raises WalletNotAccepted."""
    if not takes_wallet(order, channel, wallet_minor):
        raise WalletNotAccepted
    return Attempt(
        id=attempt_id, order_id=order.id, buyer_id=order.buyer_id, channel=channel, method=method,
        amount_minor=order.payable_minor - wallet_minor, wallet_minor=wallet_minor, currency=order.currency,
        expires_at_moment=order.pay_deadline, created_at=at,
    )  # fmt: skip


def begin(
    attempt_id: str, order_id: str, *, buyer_id: str, channel: str, method: str, wallet_minor: int, once: Once,
    at: datetime,
) -> Attempt:  # fmt: skip
    """Note the attempt, and set aside what the wallet gives, before the channel hears of it. A repeated request finds it.

    Raises NotFound for somebody else's order, InvalidState for one that does not wait for payment, InsufficientFunds.
    """

    def note() -> Attempt:
        begun = AttemptItem.by_id.get(id=attempt_id)
        if begun is not None:
            found: Attempt = begun.to(Attempt)
            return found
        order = orders.of_buyer(order_id, buyer_id).head.attempt(attempt_id, at)
        attempt = new(attempt_id, order, channel=channel, method=method, wallet_minor=wallet_minor, at=at)
        write = Write(once).add(saved(attempt), *orders.saved(order))
        if wallet_minor:
            write.add(*holds.placed(set_aside(attempt)))
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
