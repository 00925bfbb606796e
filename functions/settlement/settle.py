"""Every night, whose day, week or month is over is settled: what became available up to its end goes on a statement."""

from datetime import datetime

from argosy.kernel.worker import scheduled
from argosy.settlement import settlement


@scheduled
def handler(at: datetime) -> None:
    settlement.run(at, at)
