"""Ends a case when its money has gone back, by its own refund or another one, and says so in it when the channel refuses."""

from collections.abc import Iterator

from argosy.after_sales import cases, decisions, moves
from argosy.after_sales.after_sale import SYSTEM, AfterSale, Turn, refund_id_of
from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import retrying
from argosy.orders import orders
from argosy.orders.order import Order
from argosy.refunds import refunds
from argosy.refunds.refund import RefundStatus
from events.refunds import RefundFailed, RefundSettledManually, RefundSucceeded


@listens(RefundSucceeded, RefundSettledManually, RefundFailed)
def handler(event: RefundSucceeded | RefundSettledManually | RefundFailed, receipt: Receipt) -> None:
    failed = isinstance(event, RefundFailed)

    def note() -> None:
        order = orders.get(event.order_id)
        of_refund = (claim.case_id for claim in order.claims if refund_id_of(claim.case_id) == event.refund_id)
        case_id = next(of_refund, None)
        if case_id:
            _noted(cases.get(case_id), order, receipt, failed=failed)
        elif not failed and order.has_open_claim:
            _made_good(event.refund_id, order, receipt)

    retrying(note)


def _noted(case: AfterSale, order: Order, receipt: Receipt, *, failed: bool) -> None:
    """What became of the case's own refund. It may have ended before: the money came back from the bank, and was sent again."""
    if case.is_open:
        after = case.becomes(refund_failed=True) if failed else case.refunded(Turn(SYSTEM, clock.now(), order))
        moves.commit(case, after, order, receipt)


def _made_good(refund_id: str, order: Order, receipt: Receipt) -> None:
    """Somebody gave money back without being asked, or because what was asked for could not be sent."""
    given, turn, failed = refunds.get(refund_id), Turn(SYSTEM, clock.now(), order), list(_failed(order))
    ended = [
        moved
        for portion in given.portions
        for moved in decisions.made_good(failed, portion.line_no, portion.amount_minor, turn)
    ]
    moves.end(ended, order, receipt)


def _failed(order: Order) -> Iterator[AfterSale]:
    """Its cases whose own refund the channel has refused, the oldest first."""
    for case in (cases.get(claim.case_id) for claim in order.claims if claim.open):
        if case.refund_minor and refunds.get(case.refund_id).status is RefundStatus.FAILED:
            yield case
