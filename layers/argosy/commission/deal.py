"""A deal: what commission has to know of one line of an order."""

from dataclasses import dataclass
from datetime import datetime

PLATFORM = "platform"
"""The funding party of discounts that the platform pays for."""


@dataclass(frozen=True)
class Funding:
    """Who pays for a discount on the line, and how much of it."""

    party: str
    amount_minor: int


@dataclass(frozen=True, kw_only=True)
class Deal:
    """One line: amounts are those of the whole line, in minor units of its currency, none below zero.

    `payable_minor` is what the buyer pays, shipping and tax in it. `channel` is where it was sold, `promoter_ids` who brought it:
    the nearest first. A tip has no product.
    """

    line_no: int
    seller_id: str
    product_id: str | None = None
    category: str | None = None
    biz_type: str = "goods"
    channel: str = "direct"
    promoter_ids: tuple[str, ...] = ()
    level: str | None = None
    currency: str
    quantity: int
    list_minor: int
    payable_minor: int
    tax_minor: int = 0
    shipping_minor: int = 0
    funding: tuple[Funding, ...] = ()
    at: datetime

    def funded_by(self, party: str) -> int:
        """How much of the line's discounts this party pays for."""
        return sum(funding.amount_minor for funding in self.funding if funding.party == party)
