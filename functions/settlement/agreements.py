"""Finance agrees with a party how it is settled; the party sees what was agreed."""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from argosy.identity.email import Email
from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, EachOnce, Instant, Query, View
from argosy.kernel.http import Api, IfMatch
from argosy.kernel.money import Money, Price
from argosy.kernel.write import retrying
from argosy.ledger import accounts
from argosy.settlement import agreements
from argosy.settlement.access import SeesAny, owner_of
from argosy.settlement.agreement import Agreement, Terms
from argosy.settlement.period import Cycle
from argosy.settlement.permissions import SETTLEMENT_AGREE, SETTLEMENT_OWN, SETTLEMENT_READ_ANY
from argosy.settlement.views import Party

app = Api(tag="settlements")


class TermsWish(Body):
    cycle: Literal["t0", "t1", "weekly", "monthly"]
    slot_minutes: Literal[15, 30, 60, 120, 240] = 30
    slots_per_day: Annotated[int, Field(ge=1, le=96)] = 24
    hold_days: Annotated[int, Field(ge=0, le=90)] = 0
    reserve_bps: Annotated[int, Field(ge=0, le=10_000)] = 0
    reserve_days: Annotated[int, Field(ge=0, le=365)] = 0
    min_amounts: Annotated[list[Price], Field(max_length=40), EachOnce("currency")] = []
    auto_payout: bool = False
    statement_email: Email | None = None

    @model_validator(mode="after")
    def comes_back(self) -> "TermsWish":
        if bool(self.reserve_bps) != bool(self.reserve_days):
            raise PydanticCustomError("invalid_reserve", "a reserve has a share and a number of days, or neither")
        return self

    def terms(self) -> Terms:
        minimum = {amount.currency: amount.amount for amount in self.min_amounts}
        given = self.model_dump(exclude={"min_amounts", "cycle"})
        return Terms(cycle=Cycle(self.cycle), min_amount_minor=minimum, **given)


class TermsView(View):
    cycle: Cycle
    slot_minutes: int
    slots_per_day: int
    hold_days: int
    reserve_bps: int
    reserve_days: int
    min_amounts: list[Money]
    auto_payout: bool
    statement_email: str | None

    @classmethod
    def of_terms(cls, terms: Terms) -> "TermsView":
        amounts = [Money(amount=minor, currency=currency) for currency, minor in terms.min_amount_minor.items()]
        return cls.model_validate({**vars(terms), "min_amounts": amounts})


class AgreementView(View):
    """`terms` count now; `coming`, if there are any, from that moment on. Days end at midnight in this zone."""

    party: str
    zone: str
    terms: TermsView
    coming: TermsView | None
    coming_from: Instant | None
    version: int

    @classmethod
    def of_agreement(cls, agreement: Agreement) -> "AgreementView":
        now = agreement.in_force(clock.now())
        later = agreement.coming if agreement.coming is not now else None
        return cls(
            party=agreement.party,
            zone=agreements.zone().key,
            terms=TermsView.of_terms(now),
            coming=TermsView.of_terms(later) if later else None,
            coming_from=agreement.coming_from if later else None,
            version=agreement.version,
        )


class Mine(Query):
    """The caller's as a seller or author, or of another party that is theirs."""

    party: Party | None = None


@app.get("/v1/settlement-agreement", may=SETTLEMENT_OWN)
def mine(wanted: Mine, caller: Caller, sees_any: SeesAny) -> AgreementView:
    """How the caller is settled."""
    owner_of(wanted.party, caller, sees_any=sees_any)
    return AgreementView.of_agreement(agreements.get(wanted.party or accounts.creator(caller.id)))


@app.get("/v1/admin/settlement-agreements/{party}", may=SETTLEMENT_READ_ANY)
def show(party: Party) -> AgreementView:
    """How a party is settled: daily and without a reserve, where nothing else was agreed."""
    return AgreementView.of_agreement(agreements.get(party))


@app.put("/v1/admin/settlement-agreements/{party}", may=SETTLEMENT_AGREE)
def agree(party: Party, wish: TermsWish, version: IfMatch | None) -> AgreementView:
    """Other terms, from the end of the present period on."""
    terms = wish.terms()
    return AgreementView.of_agreement(retrying(lambda: agreements.change(party, terms, clock.now(), version)))


handler = app.handler
