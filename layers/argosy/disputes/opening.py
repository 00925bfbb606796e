"""A dispute becomes known: what it takes from whom, and what is held, in one transaction."""

from datetime import datetime, timedelta

from argosy.disputes import disputes, journals
from argosy.disputes.dispute import Dispute, DisputeStatus, Source
from argosy.kernel import clock, metric
from argosy.kernel.log import logger
from argosy.kernel.money import Money
from argosy.kernel.sums import summed
from argosy.kernel.write import Write
from argosy.ledger import account_kinds, accounts, ledger, recovery
from argosy.ledger.holding import Holdings
from argosy.orders import charging_back, orders
from argosy.orders.charging_back import Given
from argosy.orders.order import Order
from argosy.payments.attempt import Attempt
from argosy.payments.dispute_words import Disputed
from argosy.payouts import parties
from events.disputes import DisputeEvidenceDue, DisputeOpened

REMINDED = timedelta(days=3)
"""So long before the channel takes no more evidence, whoever has to give it is told again."""


def open_one(attempt: Attempt, told: Disputed) -> None:
    """The orders are on hold, each share gives its part into suspense, no party is paid out until it is closed.

    Where the payment was for nothing that was sold (it came late, or twice, or of another amount), the platform stands for all.
    """
    at = clock.now()
    sold = orders.purchase(attempt.order_id).orders if _is_claimed(attempt, told) else ()
    parts = charging_back.spread(sold, told.amount_minor)
    dispute_id = disputes.id_of(attempt.channel, told.dispute_ref)
    taken = [charging_back.opened(order, dispute_id, parts.get(order.id, {})) for order in sold]
    given = [each for _, of_order in taken for each in of_order]
    held = ledger.holdings(recovery.decisive((each.account for each in given), told.currency))
    dispute = _dispute(attempt, told, sold, given, held, at=at)

    write = Write().add(disputes.saved(dispute), *orders.saved(*(order for order, _ in taken)))
    write.add(*ledger.post(journals.opened(dispute, at), *journals.moved(None, dispute, at), read=held))
    write.add(*(parties.hold_party(party, dispute.why_held) for party in dispute.parties))
    if dispute.respond_by:
        due = DisputeEvidenceDue(dispute_id=dispute.id)
        write.remind(max(dispute.respond_by - REMINDED, at), due, about=dispute.id)
    write.tell(_fact(dispute), beside=orders.key(dispute.order_id)).commit()
    if dispute.uncovered_minor:
        metric.count("disputes", "DisputeUncovered")
        logger().error("nobody's share gives it", dispute_id=dispute.id, uncovered_minor=dispute.uncovered_minor)


def sources(given: list[Given], currency: str, held: Holdings) -> list[Source]:
    """Whence the shares' parts come: what is not there any more, its party owes."""
    totals = summed((each.account, each.amount_minor) for each in given)
    return [Source(*source) for source in recovery.sources(totals.items(), currency, held)]


def _is_claimed(attempt: Attempt, told: Disputed) -> bool:
    return attempt.status.has_paid and attempt.currency == told.currency


def _dispute(
    attempt: Attempt, told: Disputed, sold: tuple[Order, ...], given: list[Given], held: Holdings, *, at: datetime
) -> Dispute:  # fmt: skip
    """As it is when it is known first: one that is told as closed is opened, and then closed."""
    status = DisputeStatus(told.outcome)
    uncovered_minor = told.amount_minor - sum(each.amount_minor for each in given)
    platform = [Source(accounts.ADJUSTMENT, uncovered_minor)] if uncovered_minor else []
    owners = (account_kinds.party_of(share.account) for order in sold for share in order.shares)
    return Dispute(
        id=disputes.id_of(attempt.channel, told.dispute_ref), channel=attempt.channel, channel_ref=told.dispute_ref,
        attempt_id=attempt.id, order_id=attempt.order_id, seller_ids=tuple(order.seller_id for order in sold if order.seller_id),
        parties=tuple(dict.fromkeys(party for party in owners if party)), amount_minor=told.amount_minor,
        currency=told.currency, reason=told.reason, respond_by=told.respond_by, given=tuple(given),
        sources=(*sources(given, told.currency, held), *platform), money=told.money, created_at=at,
        status=status if status.is_open else DisputeStatus.NEEDS_RESPONSE,
    )  # fmt: skip


def _fact(dispute: Dispute) -> DisputeOpened:
    return DisputeOpened(
        dispute_id=dispute.id, order_id=dispute.order_id, seller_ids=dispute.seller_ids, reason=dispute.reason,
        amount=Money(amount=dispute.amount_minor, currency=dispute.currency), respond_by=dispute.respond_by,
    )  # fmt: skip
