"""How a line's price came about: by stages in a fixed order, each with what it took off and who pays for that."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """The stages in which a price may be reduced, in their order. An activity's price stands instead of the next two."""

    ACTIVITY = "activity"
    MEMBER = "member"
    LINE_PROMOTION = "line_promotion"
    ORDER_PROMOTION = "order_promotion"
    COUPON = "coupon"
    POINTS = "points"
    SELLER = "seller"
    """What the seller took off after it was ordered."""


@dataclass(frozen=True)
class Discount:
    """What one stage took off a line, and the party that pays for it; two parties are two discounts."""

    stage: Stage
    party: str
    amount_minor: int
    promo_id: str | None = None


@dataclass(frozen=True)
class Step:
    """One step of a price. `why`: `taken`, it changed the price by `amount_minor`; `nothing_offered`; `not_charged`."""

    name: str
    amount_minor: int
    why: str


def payable_minor(list_minor: int, discounts: Sequence[Discount], shipping_minor: int, tax_minor: int) -> int:
    """Raises ValueError for what cannot be a price: anything below zero."""
    off = sum(discount.amount_minor for discount in discounts)
    parts = (list_minor, shipping_minor, tax_minor, *(discount.amount_minor for discount in discounts))
    if min(parts) < 0 or off > list_minor + shipping_minor:
        raise ValueError(f"{off} off {list_minor} and {shipping_minor}")
    return list_minor - off + shipping_minor + tax_minor


def steps(list_minor: int, discounts: Sequence[Discount], shipping_minor: int, tax_minor: int) -> tuple[Step, ...]:
    """Every step in its order, those that changed nothing too."""
    off = {stage: sum(one.amount_minor for one in discounts if one.stage is stage) for stage in Stage}
    charged = (("shipping", shipping_minor), ("tax", tax_minor))
    return (
        Step("list", list_minor, "taken"),
        *(Step(stage, -minor, "taken" if minor else "nothing_offered") for stage, minor in off.items()),
        *(Step(name, minor, "taken" if minor else "not_charged") for name, minor in charged),
    )
