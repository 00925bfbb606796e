"""That somebody asked for a settlement: a fact beside the day it is for."""

from datetime import date, datetime

from argosy.kernel.keys import Key, Spelled
from argosy.kernel.once import Answer, Once
from argosy.kernel.write import Write
from argosy.settlement import agreements
from argosy.settlement.period import end_of
from events.settlement import SettlementRequested


def request(as_of: date, period: str | None, once: Once, answer: Answer, now: datetime) -> None:
    """Raises FutureCutOff."""
    end_of(as_of, agreements.zone(), now)
    day = Key(Spelled(f"SETTLEMENT#{as_of.isoformat()}"), "RUN")
    Write(once).tell(SettlementRequested(as_of=as_of, period=period), beside=day).commit(answer)
