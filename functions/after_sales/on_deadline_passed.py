"""Takes silence for what it means: a seller's for a yes or for receipt, a buyer's for the end, evidence for complete."""

from datetime import timedelta

from argosy.after_sales import cases, decisions, moves
from argosy.after_sales.after_sale import SYSTEM, AfterSale, Turn
from argosy.catalogue.errors import OutOfStock
from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write, retrying
from argosy.orders.errors import OrderHeld
from events.after_sales import AfterSaleDeadlinePassed

LOOKED_AGAIN_AFTER = timedelta(days=1)
"""How long money waits that would go back while the order is disputed."""


@listens(AfterSaleDeadlinePassed)
def handler(event: AfterSaleDeadlinePassed, receipt: Receipt) -> None:
    def look() -> None:
        (case, order), now = cases.with_order(event.after_sale_id), clock.now()
        if case.due_at is None or case.due_at > now:
            return  # somebody has moved it: another timer waits for what comes next
        try:
            _take_silence(case, Turn(SYSTEM, now, order), receipt)
        except OrderHeld:
            Write(receipt).remind(now + LOOKED_AGAIN_AFTER, event, about=case.id).commit()

    retrying(look)


def _take_silence(case: AfterSale, turn: Turn, receipt: Receipt) -> None:
    try:
        moves.commit(case, decisions.silent(case, turn), turn.order, receipt)
    except OutOfStock:
        moves.commit(case, decisions.silent_out_of_stock(case, turn), turn.order, receipt)
