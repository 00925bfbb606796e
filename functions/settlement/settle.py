"""Every night, what became available up to the end of the day goes on the parties' statements."""

from datetime import datetime

from argosy.kernel.settings import settings
from argosy.kernel.worker import scheduled
from argosy.settlement import settlement
from argosy.settlement.statement import day_before


@scheduled
def handler(at: datetime) -> None:
    settlement.run(day_before(at, settings().zone), at)
