"""Makes money available again that was set aside and neither moved nor let go in time."""

from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.kernel.write import Write, retrying
from argosy.ledger import holds
from argosy.ledger.hold import HoldStatus
from events.ledger import HoldDeadlinePassed


@listens(HoldDeadlinePassed)
def handler(event: HoldDeadlinePassed, receipt: Receipt) -> None:
    def expire() -> None:
        hold = holds.get(event.hold_id)
        if hold.status is not HoldStatus.PENDING:
            return
        told = hold.ended(HoldStatus.EXPIRED).told()
        write = Write(receipt).add(*holds.let_go(hold, HoldStatus.EXPIRED))
        write.tell(told, beside=holds.key(hold.id)).commit()

    retrying(expire)
