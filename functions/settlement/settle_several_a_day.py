"""Every quarter of an hour, those with whom that was agreed are settled: several batches a day, not one per order."""

from datetime import datetime

from argosy.kernel.worker import scheduled
from argosy.settlement import settlement


@scheduled
def handler(at: datetime) -> None:
    settlement.run_several_a_day(at)
