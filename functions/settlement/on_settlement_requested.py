"""Runs the settlement that finance asked for."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.settlement import settlement
from events.settlement import SettlementRequested


@listens(SettlementRequested)
def handler(event: SettlementRequested, receipt: Receipt) -> None:
    settlement.run(event.as_of, clock.now())
