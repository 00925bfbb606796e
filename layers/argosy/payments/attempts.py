"""Attempts as they are kept: with what their buyers' wallets give, asked about while it is silent."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from argosy.kernel.once import Answer, Once
from argosy.kernel.receipt import AlreadyDone, Receipt
from argosy.kernel.table import Key, fetch
from argosy.kernel.write import Part, Write, save
from argosy.ledger import holds
from argosy.ledger.hold import Hold, HoldStatus
from argosy.orders import orders
from argosy.orders.order import Order
from argosy.payments.attempt import Attempt, AttemptStatus
from argosy.payments.errors import NotReady, WalletNotAccepted
from argosy.payments.items import AttemptItem
from argosy.payments.tender import takes_wallet
from events.payments import AttemptForceClosed, PaymentQueryDue

SILENCE = (timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=10))
"""How long after its start a silent attempt is asked about; the order's deadline asks last."""


def get(attempt_id: str) -> Attempt:
    """Raises NotFound."""
    return AttemptItem.by_id.load(Attempt, id=attempt_id)


def read(raw: dict[str, Any]) -> Attempt:
    """The attempt in what DynamoDB answered."""
    found: Attempt = AttemptItem.read(raw).to(Attempt)
    return found


def known(attempt_ids: Iterable[str]) -> dict[str, Attempt]:
    """Those that there are, by their ids."""
    found = map(read, fetch(map(key, attempt_ids)).values())
    return {attempt.id: attempt for attempt in found}


def paid_as(channel: str, channel_ref: str) -> Attempt:
    """The attempt that the channel knows by its own number, once its money has come. Raises NotReady before that."""
    for listed in AttemptItem.by_channel_ref.query(channel=channel, channel_ref=channel_ref).items:
        attempt = get(listed.id)
        if attempt.status.has_money:
            return attempt
    raise NotReady(retry_after_seconds=5)


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
        custody=order.custody, expires_at_moment=order.pay_deadline, created_at=at,
    )  # fmt: skip


def open_hold(attempt: Attempt) -> Hold | None:
    """What is still set aside for it in the buyer's wallet."""
    hold = holds.get(attempt.hold_id) if attempt.wallet_minor else None
    return hold if hold and hold.status is HoldStatus.PENDING else None


def let_go(attempt: Attempt) -> tuple[Part, ...]:
    """What was set aside for it is the buyer's to spend again."""
    hold = open_hold(attempt)
    return holds.let_go(hold, HoldStatus.VOIDED) if hold else ()


def submitted(attempt: Attempt, once: Once, answer: Answer) -> None:
    """The channel has taken it: keep its number, and the answer for a repeated request."""
    known = [] if attempt.status is not AttemptStatus.PENDING else [saved(attempt)]
    Write(once).add(*known).commit(answer)


def note_force_close(attempt: Attempt, reason: str, once: Once, answer: Answer) -> None:
    """Who had it closed at its channel, and why."""
    told = AttemptForceClosed(
        attempt_id=attempt.id, order_id=attempt.order_id, reason=reason, status=attempt.status.value
    )
    Write(once).tell(told, beside=orders.key(attempt.order_id)).commit(answer)


def ask_again(attempt: Attempt, asked: int, at: datetime, receipt: Receipt) -> None:
    """A timer for the next question: by the schedule first, then ever less often, until the channel has said.

    One for each event that brought us here, so that an event which is delivered twice does not begin a second chain.
    """
    wait = SILENCE[asked] - SILENCE[asked - 1] if 0 < asked < len(SILENCE) else timedelta(minutes=min(2**asked, 60))
    later = PaymentQueryDue(attempt_id=attempt.id, asked=asked + 1)
    with suppress(AlreadyDone):
        Write(receipt.of(attempt.id)).remind(at + wait, later, about=attempt.id).commit()
