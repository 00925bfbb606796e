"""Ends a case when its money has gone back, and says so in it when the channel refuses."""

from argosy.after_sales import cases, moves
from argosy.after_sales.after_sale import SYSTEM, Turn, refund_id_of
from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import retrying
from argosy.orders import orders
from events.refunds import RefundFailed, RefundSettledManually, RefundSucceeded


@listens(RefundSucceeded, RefundSettledManually, RefundFailed)
def handler(event: RefundSucceeded | RefundSettledManually | RefundFailed, receipt: Receipt) -> None:
    def note() -> None:
        order = orders.get(event.order_id)
        of_refund = (claim.case_id for claim in order.claims if refund_id_of(claim.case_id) == event.refund_id)
        case_id = next(of_refund, None)
        if case_id is None:
            return  # somebody gave it back without being asked
        case = cases.get(case_id)
        if not case.is_open:
            return  # the money came back from the bank, and was sent again
        failed = isinstance(event, RefundFailed)
        after = case.becomes(refund_failed=True) if failed else case.refunded(Turn(SYSTEM, clock.now(), order))
        moves.commit(case, after, order, receipt)

    retrying(note)
