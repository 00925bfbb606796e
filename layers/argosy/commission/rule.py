"""A commission rule: which sales it is for, what of them is shared, who gets how much, and when.

Plain frozen data: an order keeps the rule that it was placed under and never asks for a newer one.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

RESIDUAL_ROLE = "platform"
"""Who gets what no part of a rule takes."""
SELLER = "seller"
PROMOTERS = ("promoter", "parent_promoter")
"""Who brought the sale, and who brought them: two levels and no more."""
WHOLE_BPS = 10_000


class PartKind(StrEnum):
    """Basis points of the base, or minor units for each piece that was bought."""

    PERCENT_BPS = "percent_bps"
    FIXED_PER_UNIT = "fixed_per_unit"


class BaseKind(StrEnum):
    """Whether the tax in what the buyer pays is shared (gross), or set aside first."""

    NET_OF_TAX = "net_of_tax"
    GROSS = "gross"


class Timing(StrEnum):
    """When a share may be paid out: at payment, at receipt, when the after-sale window ends, or so many days after payment."""

    INSTANT = "instant"
    ON_RECEIPT = "on_receipt"
    ON_WINDOW_END = "on_window_end"
    T_PLUS_N = "t_plus_n"


@dataclass(frozen=True)
class PriceBand:
    """What one piece costs by list: from this amount on, and below that one."""

    from_minor: int
    to_minor: int | None = None


@dataclass(frozen=True, kw_only=True)
class Match:
    """What a sale must be for the rule to hold; None holds for any.

    `level` is the seller's level with the platform. The time of the sale is from `valid_from` on, and before `valid_to`.
    """

    merchant: str | None = None
    category: str | None = None
    product: str | None = None
    biz_type: str | None = None
    channel: str | None = None
    level: str | None = None
    currency: str | None = None
    price_band: PriceBand | None = None
    valid_from: datetime | None = None
    valid_to: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Base:
    """What of a line is shared.

    A discount that the platform pays for is given back to the base, one that anybody else pays for cuts it.
    """

    kind: BaseKind = BaseKind.NET_OF_TAX
    include_shipping: bool = False
    coupon_treatment: Literal["by_funding_party"] = "by_funding_party"


@dataclass(frozen=True)
class Tier:
    """From this base on, so many basis points of all of it. Only lower bounds are kept, so tiers cannot overlap."""

    from_minor: int
    bps: int


@dataclass(frozen=True, kw_only=True)
class RulePart:
    """What one role gets: `value` in basis points or minor units per piece, or by `tiers`; for a line never below `min_minor`
    nor above `max_minor`.

    `party_ref` says who that is: `seller`, `promoter`, `parent_promoter`, or a party by its own name (`affiliate:acme`).
    """

    role: str
    party_ref: str
    kind: PartKind = PartKind.PERCENT_BPS
    value: int = 0
    tiers: tuple[Tier, ...] = ()
    min_minor: int | None = None
    max_minor: int | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule of the book. `position` counts from 1, as operators ordered them; `days` goes with T_PLUS_N alone."""

    rule_id: str
    position: int = 0
    match: Match = Match()
    base: Base = Base()
    parts: tuple[RulePart, ...]
    timing: Timing = Timing.ON_WINDOW_END
    days: int | None = None


SEED_RULE = Rule(
    rule_id="seed",
    parts=(
        RulePart(role="creator", party_ref=SELLER, value=7_000),
        RulePart(role="channel", party_ref=PROMOTERS[0], value=1_000),
    ),
)
"""Built in, below all others: 70 to the creator, 10 to the channel, the rest to the platform."""
