"""How a party is settled: the terms that were agreed with it, and from when a change of them counts."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from argosy.kernel.noun import Noun
from argosy.settlement.line import LineKind
from argosy.settlement.period import Cycle, Period, containing, last_ended
from events.settlement import AgreementChanged


@dataclass(frozen=True, kw_only=True)
class Terms:
    """The cut-off is midnight in the platform's zone. These are the terms of a party with whom nothing was agreed.

    With the cycle t0 a batch closes every `slot_minutes`, at most `slots_per_day` times a day; what is over waits for tomorrow.
    """

    cycle: Cycle = Cycle.T1
    slot_minutes: int = 30
    slots_per_day: int = 24
    hold_days: int = 0
    reserve_bps: int = 0
    reserve_days: int = 0
    min_amount_minor: dict[str, int] = field(default_factory=dict)
    auto_payout: bool = False
    statement_email: str | None = None

    def takes(self, kind: LineKind, at: datetime, cut_off: datetime) -> bool:
        """Whether a movement is on the statement. Only earnings are held: what is taken back counts before it is paid out."""
        held = timedelta(days=self.hold_days if kind is LineKind.EARNED else 0)
        return at + held < cut_off

    def told(self) -> dict[str, Any]:
        """As the fact of a change says it, with so much of the address that it can be recognised and not used."""
        name, at, domain = (self.statement_email or "").partition("@")
        return vars(self) | {"cycle": self.cycle.value, "statement_email": f"{name[:1]}***{at}{domain}" if at else None}


@dataclass(frozen=True, kw_only=True)
class Agreement(Noun):
    """A party's terms, and those that follow them. Version 0 is a party with whom nothing was agreed."""

    party: str
    terms: Terms = field(default_factory=Terms)
    coming: Terms | None = None
    coming_from: datetime | None = None
    version: int = 0

    def in_force(self, at: datetime) -> Terms:
        return self.coming if self.coming and self.coming_from and self.coming_from <= at else self.terms

    @property
    def latest(self) -> Terms:
        return self.coming or self.terms

    def change(self, terms: Terms, at: datetime, zone: ZoneInfo) -> tuple[Self, AgreementChanged]:
        """Other terms from the next period on; until then the present one goes on as it began."""
        present = self.in_force(at)
        begins = containing(present.cycle, at, zone, present.slot_minutes).ends
        told = AgreementChanged(party=self.party, before=self.latest.told(), after=terms.told(), effective_from=begins)
        return self.becomes(terms=present, coming=terms, coming_from=begins), told

    def due(self, at: datetime, zone: ZoneInfo) -> tuple[Terms, Period]:
        """The newest period that is over at that moment, and the terms that it closes under: those before its end."""
        present = self.in_force(at)
        period = last_ended(present.cycle, at, zone, present.slot_minutes)
        if present is self.coming and self.coming_from and period.ends <= self.coming_from:
            return self.terms, last_ended(self.terms.cycle, self.coming_from, zone, self.terms.slot_minutes)
        return present, period
