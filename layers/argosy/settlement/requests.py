"""That somebody asked for a settlement: a fact beside the day it is for."""

from datetime import date, datetime

from argosy.kernel.keys import Key, Spelled
from argosy.kernel.once import Answer, Once
from argosy.kernel.settings import settings
from argosy.kernel.write import Write
from argosy.settlement.statement import cut_off
from events.settlement import SettlementRequested


def request(as_of: date, once: Once, answer: Answer, now: datetime) -> None:
    """Raises FutureCutOff."""
    cut_off(as_of, settings().zone, now)
    day = Key(Spelled(f"SETTLEMENT#{as_of.isoformat()}"), "RUN")
    Write(once).tell(SettlementRequested(as_of=as_of), beside=day).commit(answer)
