"""Deciding whether a payout goes or waits: by the guards, and by people where those leave it to them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from argosy.kernel import clock
from argosy.kernel.body import View
from argosy.kernel.once import Once
from argosy.kernel.receipt import Receipt
from argosy.kernel.reply import Reply
from argosy.kernel.write import Write, retrying
from argosy.payouts import guards, known, payouts
from argosy.payouts.hold import Hold
from argosy.payouts.items import PayoutItem
from argosy.payouts.payout import Payout, PayoutStatus
from argosy.payouts.policy import Policy
from events.payouts import PayoutApproved, PayoutHeld, PayoutReviewDue, PayoutVouched

V = TypeVar("V", bound=View)
LOOKED_AT_AGAIN = timedelta(days=1)
"""Most of what ends a hold is told at once; this is for the rest."""
MOST_LOOKED_THROUGH = 100


def review(payout_id: str, receipt: Receipt | None = None) -> None:
    """Decide it now. One that is past it, or back, stays as it is."""

    def decide() -> None:
        payout = payouts.get(payout_id)
        if payout.is_held or payout.status is PayoutStatus.REQUESTED:
            write = Write(receipt)
            _decided(payout, write, clock.now())
            write.commit()

    retrying(decide)


def review_held(owner_id: str) -> None:
    """Something has changed for this person: their payouts that wait may not have to. Told twice it is looked at twice."""
    newest = PayoutItem.by_owner.query(owner_id=owner_id, limit=MOST_LOOKED_THROUGH, newest_first=True)
    for item in newest.items:
        if item.to(Payout).is_held:
            review(item.id)


def approve(payout_id: str, approver_id: str, once: Once, reply: Callable[[Payout], Reply[V]]) -> Reply[V]:
    """A person is for it: it goes, unless something else speaks against it or another person has to be for it too.

    Raises SecondApproverRequired, InvalidState.
    """

    def decide() -> Reply[V]:
        payout = payouts.get(payout_id).vouched(approver_id)
        write = Write(once)
        answer = reply(_decided(payout, write, clock.now()))
        vouched = PayoutVouched(payout_id=payout.id, approver_id=approver_id)
        write.tell(vouched, beside=payouts.key(payout.id)).commit(answer)
        return answer

    return retrying(decide)


def _decided(payout: Payout, write: Write, at: datetime) -> Payout:
    """Adds to the transaction what the guards say."""
    found = known.read(payout, at)
    write.add(*found.unchanged)
    hold = guards.hold(payout, found.facts, Policy.current())
    if hold:
        return wait(payout, hold, write, at)
    approved = payout.approved()
    write.add(payouts.saved(approved)).tell(PayoutApproved(**payouts.about(payout)), beside=payouts.key(payout.id))
    return approved


def wait(payout: Payout, hold: Hold, write: Write, at: datetime) -> Payout:
    """Adds to the transaction that it waits, and when it is looked at again; another reason than before is told."""
    held = payout.held(hold)
    write.add(payouts.saved(held))
    due = PayoutReviewDue(payout_id=payout.id, payout_version=held.version)
    write.remind(hold.until or at + LOOKED_AT_AGAIN, due, about=f"{payout.id}-{held.version}")
    if payout.hold is None or payout.hold.code is not hold.code:
        fact = PayoutHeld(**payouts.about(payout), code=hold.code)
        write.tell(fact, beside=payouts.key(payout.id))
    return held
