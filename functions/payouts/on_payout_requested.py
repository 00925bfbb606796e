"""Decides whether a payout goes or waits: when it is asked for, when its time to wait is over, when something has changed."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.payouts import payouts, reviews
from events.payouts import IdentityConfirmed, PartyReleased, PayoutMethodVerified, PayoutRequested, PayoutReviewDue


@listens(PayoutRequested, PayoutReviewDue, PartyReleased, IdentityConfirmed, PayoutMethodVerified)
def handler(
    event: PayoutRequested | PayoutReviewDue | PartyReleased | IdentityConfirmed | PayoutMethodVerified,
    receipt: Receipt,
) -> None:
    if isinstance(event, PayoutRequested):
        reviews.review(event.payout_id, receipt)
    elif isinstance(event, PayoutReviewDue):
        if payouts.get(event.payout_id).version == event.payout_version:
            reviews.review(event.payout_id, receipt)
    else:
        reviews.review_held(event.owner_id)
