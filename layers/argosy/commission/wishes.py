"""How operators write a rule, and the sales that they try it on. Whether a rule can be followed is asked in validity.py."""

from dataclasses import asdict
from datetime import datetime
from functools import cache
from typing import Annotated, Literal

from annotated_types import MaxLen, MinLen
from pydantic import Field, Strict, TypeAdapter

from argosy.commission.deal import Deal, Funding
from argosy.commission.rule import PROMOTERS, BaseKind, PartKind, Rule, Timing
from argosy.kernel.body import Body, Id, Identifier, Quantity, Time
from argosy.kernel.money import LARGEST_MINOR, Currency

Name = Annotated[str, Identifier(1, 64)]
Role = Annotated[str, Field(pattern=r"^[a-z][a-z_]{0,29}$")]
Minor = Annotated[int, Field(ge=0, le=LARGEST_MINOR)]
Position = Annotated[int, Field(ge=1, le=10_000)]
UserId = Annotated[str, Id("usr")]
ProductId = Annotated[str, Id("prd")]


class PriceBandWish(Body):
    from_minor: int
    to_minor: int | None = None


class MatchWish(Body):
    merchant: UserId | None = None
    category: Name | None = None
    product: ProductId | None = None
    biz_type: Name | None = None
    channel: Name | None = None
    level: Name | None = None
    currency: Currency | None = None
    price_band: PriceBandWish | None = None
    valid_from: Time | None = None
    valid_to: Time | None = None


class BaseWish(Body):
    kind: Annotated[BaseKind, Strict(False)] = BaseKind.NET_OF_TAX
    include_shipping: bool = False
    coupon_treatment: Literal["by_funding_party"] = "by_funding_party"


class TierWish(Body):
    from_minor: int
    bps: int


class PartWish(Body):
    role: Role
    party_ref: Name
    kind: Annotated[PartKind, Strict(False)] = PartKind.PERCENT_BPS
    value: int = 0
    tiers: Annotated[list[TierWish], MaxLen(20)] = []
    min_minor: int | None = None
    max_minor: int | None = None


class NewRule(Body):
    """`position` counts from 1; without it the rule comes after all others."""

    match: MatchWish = MatchWish()
    base: BaseWish = BaseWish()
    parts: Annotated[list[PartWish], MaxLen(20)]
    timing: Annotated[Timing, Strict(False)] = Timing.ON_WINDOW_END
    days: int | None = None
    position: Position | None = None

    def rule(self, rule_id: str) -> Rule:
        return _rules().validate_python(self.model_dump(exclude={"position"}) | {"rule_id": rule_id})


class RuleChange(Body):
    """The fields that are sent change, each as a whole; `position` alone moves the rule."""

    match: MatchWish = MatchWish()
    base: BaseWish = BaseWish()
    parts: Annotated[list[PartWish], MaxLen(20)] = []
    timing: Annotated[Timing, Strict(False)] = Timing.ON_WINDOW_END
    days: int | None = None
    position: Position | None = None

    def rule(self, before: Rule) -> Rule:
        sent = {name: value for name, value in self.model_dump().items() if name in self.model_fields_set}
        sent.pop("position", None)
        return _rules().validate_python(asdict(before) | sent)


class FundingWish(Body):
    party: Name
    amount_minor: Minor


class LineWish(Body):
    """A line as it might be sold; amounts are those of the whole line in minor units."""

    seller_id: UserId
    product_id: ProductId | None = None
    category: Name | None = None
    biz_type: Name = "goods"
    channel: Name = "direct"
    promoter_ids: Annotated[list[UserId], MaxLen(len(PROMOTERS))] = []
    level: Name | None = None
    quantity: Quantity = 1
    list_minor: Minor
    payable_minor: Minor
    tax_minor: Minor = 0
    shipping_minor: Minor = 0
    funding: Annotated[list[FundingWish], MaxLen(20)] = []


class Simulation(Body):
    """`draft` is tried as if it stood in the book; `at` is now where it is left out."""

    currency: Currency
    lines: Annotated[list[LineWish], MinLen(1), MaxLen(40)]
    at: Time | None = None
    draft: NewRule | None = None

    def deals(self, now: datetime) -> list[Deal]:
        return [_deal(number, line, self.currency, self.at or now) for number, line in enumerate(self.lines, 1)]


def _deal(number: int, line: LineWish, currency: str, at: datetime) -> Deal:
    plain = {name: value for name, value in line if name not in ("promoter_ids", "funding")}
    funding = tuple(Funding(part.party, part.amount_minor) for part in line.funding)
    return Deal(
        line_no=number, currency=currency, at=at, promoter_ids=tuple(line.promoter_ids), funding=funding, **plain
    )


@cache
def _rules() -> TypeAdapter[Rule]:
    return TypeAdapter(Rule)
