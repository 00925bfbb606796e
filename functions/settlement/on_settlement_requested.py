"""Runs the settlement that finance asked for."""

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.worker import listens
from argosy.settlement import agreements, settlement
from argosy.settlement.period import end_of
from events.settlement import SettlementRequested


@listens(SettlementRequested)
def handler(event: SettlementRequested, receipt: Receipt) -> None:
    now = clock.now()
    settlement.run(end_of(event.as_of, agreements.zone(), now), now, event.period)
