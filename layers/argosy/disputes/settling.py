"""What becomes of orders, shares and ledger when a channel has spoken of a dispute: one transaction for each word."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from argosy.disputes import disputes, journals, opening
from argosy.disputes.dispute import Dispute, DisputeStatus
from argosy.kernel import clock, metric
from argosy.kernel.log import logger
from argosy.kernel.money import Money
from argosy.kernel.write import Write, retrying
from argosy.ledger import account_kinds, ledger, recovery
from argosy.ledger.journal import Journal
from argosy.orders import charging_back, orders
from argosy.orders.order import Order
from argosy.payments import attempts
from argosy.payments.attempt import AttemptStatus
from argosy.payments.dispute_words import Disputed
from events.disputes import DisputeLost, DisputeWon


def settle(attempt_id: str, told: Disputed) -> Dispute:
    """The dispute after the channel's word, which may be new, old, or told before: the end is the same in any order."""
    attempt = attempts.get(attempt_id)
    dispute_id = disputes.id_of(attempt.channel, told.dispute_ref)

    def once_more() -> Dispute:
        before = disputes.find(dispute_id)
        if before is None:
            opening.open_one(attempts.get(attempt_id), told)
            before = disputes.get(dispute_id)
        if before.contradicts(told):
            metric.count("disputes", "DisputePuzzle")
            logger().error("a channel contradicts itself", dispute_id=dispute_id, said=before.status, says=told.outcome)
        after = before.told(told)
        if after is not before:
            _follow(before, after, clock.now())
        return after

    return retrying(once_more)


def _follow(before: Dispute, after: Dispute, at: datetime) -> None:
    write = Write().add(disputes.saved(after))
    moved = journals.moved(before, after, at)
    if after.status is DisputeStatus.WON and before.status.is_open:
        _won(write, after, moved, at)
    elif after.status is DisputeStatus.LOST and before.status.is_open:
        _lost(write, after, moved, at)
    else:
        write.add(*ledger.post(*moved))
    write.commit()


def _won(write: Write, dispute: Dispute, moved: Iterator[Journal], at: datetime) -> None:
    """Everything is back where it was."""
    debts = [source.account for source in dispute.sources if account_kinds.is_receivable(source.account)]
    held = ledger.holdings((account, dispute.currency) for account in debts)
    write.add(*ledger.post(journals.won(dispute, held, at), *moved, read=held))
    write.add(*orders.saved(*(charging_back.won(order, dispute.id, dispute.given) for order in _orders(dispute))))
    _ended(write, dispute, AttemptStatus.CHARGEBACK_WON, DisputeWon(**_about(dispute)))


def _lost(write: Write, dispute: Dispute, moved: Iterator[Journal], at: datetime) -> None:
    """The money is gone. What was on its way back when the dispute began, and came back to the shares, is taken now."""
    disputed = _orders(dispute)
    parts = charging_back.spread(disputed, dispute.uncovered_minor)
    after = [charging_back.lost(order, dispute.id, parts.get(order.id, {})) for order in disputed]
    given = [each for _, of_order in after for each in of_order]
    held = ledger.holdings(recovery.decisive((each.account for each in given), dispute.currency))
    covered = opening.sources(given, dispute.currency, held)
    write.add(*ledger.post(*journals.lost(dispute, covered, at), *moved, read=held))
    write.add(*orders.saved(*(order for order, _ in after)))
    taken = ((source.account, source.amount_minor) for source in (*dispute.sources, *covered))
    told = DisputeLost(**_about(dispute), owed=recovery.debts(taken, dispute.currency))
    _ended(write, dispute, AttemptStatus.CHARGED_BACK, told)


def _ended(write: Write, dispute: Dispute, status: AttemptStatus, told: DisputeWon | DisputeLost) -> None:
    """The attempt says so too; parties and empty orders follow (`closing`)."""
    attempt = attempts.get(dispute.attempt_id)
    if attempt.status.has_paid:
        write.add(attempts.saved(attempt.ended(status)))
    write.tell(told, beside=orders.key(dispute.order_id))


def _orders(dispute: Dispute) -> list[Order]:
    """Those that it holds: none where the payment was for nothing that was sold."""
    return [order for order in orders.purchase(dispute.order_id).orders if dispute.id in order.dispute_ids]


def _about(dispute: Dispute) -> dict[str, Any]:
    return {
        "dispute_id": dispute.id, "order_id": dispute.order_id, "seller_ids": dispute.seller_ids,
        "amount": Money(amount=dispute.amount_minor, currency=dispute.currency),
    }  # fmt: skip
