"""A line's money shared out by a rule: exact to the last unit, nobody below zero, the same each time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from argosy.commission.deal import PLATFORM, Deal
from argosy.commission.rule import PROMOTERS, RESIDUAL_ROLE, SELLER, WHOLE_BPS, BaseKind, PartKind, Rule, RulePart
from argosy.kernel.money import allocate
from argosy.ledger import accounts

DIRECT_CHANNEL = "channel:direct"
"""The party of sales that no promoter brought."""


@dataclass(frozen=True)
class Part:
    """What one role gets of a line."""

    role: str
    party: str
    amount_minor: int


class Apart(NamedTuple):
    """A line's money before it is shared: the base, and what is set aside for shipping and tax."""

    base_minor: int
    shipping_minor: int
    tax_minor: int


def base_minor(rule: Rule, deal: Deal) -> int:
    """What the rule shares: what is paid, less tax (if net) and shipping (unless included), and what the platform funds."""
    return _apart(rule, deal).base_minor


def split(rule: Rule, deal: Deal) -> tuple[Part, ...]:
    """Everybody's part of a line: the rule's parts in their order, the platform's rest, then shipping (to the seller) and tax
    (payable by the platform) where the base leaves them out and there is any.

    All parts together are what the buyer pays and what the platform funds, never more and never less. Without fixed amounts,
    minimum and maximum, each share of the base is within one minor unit of its exact one.

    Parts are served in their order, each at most what is left: percentages are of the whole base, fixed amounts and minimums come
    out of the platform's rest, and where that is not enough the later parts get less. What a maximum leaves is the platform's.
    """
    apart = _apart(rule, deal)
    aside = (
        Part("shipping", accounts.creator(deal.seller_id), apart.shipping_minor),
        Part("tax", accounts.TAX_PAYABLE, apart.tax_minor),
    )
    return (*_served(rule, deal, apart.base_minor), *(part for part in aside if part.amount_minor))


def bps(part: RulePart, base_minor: int) -> int:
    """The basis points that a part gets of this base: its tier's, or its own; 0 for fixed amounts."""
    if part.kind is PartKind.FIXED_PER_UNIT:
        return 0
    reached = [tier.bps for tier in part.tiers if tier.from_minor <= base_minor]
    return reached[-1] if reached else part.value


def _apart(rule: Rule, deal: Deal) -> Apart:
    """Where a reduction of shipping or tax leaves less than was charged for them, they take what there is."""
    left = deal.payable_minor + deal.funded_by(PLATFORM)
    tax = 0 if rule.base.kind is BaseKind.GROSS else min(deal.tax_minor, left)
    shipping = 0 if rule.base.include_shipping else min(deal.shipping_minor, left - tax)
    return Apart(left - tax - shipping, shipping, tax)


def _served(rule: Rule, deal: Deal, base: int) -> Iterator[Part]:
    rates = [bps(part, base) for part in rule.parts]
    exact = allocate(base, (*rates, WHOLE_BPS - sum(rates)))
    left = base
    for place, part in enumerate(rule.parts):
        share = min(_wished(part, exact[place], deal.quantity), left)
        left -= share
        yield Part(part.role, _party(part.party_ref, deal), share)
    yield Part(RESIDUAL_ROLE, accounts.COMMISSION, left)


def _wished(part: RulePart, by_rate: int, quantity: int) -> int:
    """What the part would get of a base that is large enough."""
    share = part.value * quantity if part.kind is PartKind.FIXED_PER_UNIT else by_rate
    if part.min_minor is not None:
        share = max(share, part.min_minor)
    if part.max_minor is not None:
        share = min(share, part.max_minor)
    return share


def _party(ref: str, deal: Deal) -> str:
    if ref == SELLER:
        return accounts.creator(deal.seller_id)
    if ref in PROMOTERS:
        level = PROMOTERS.index(ref)
        return f"channel:{deal.promoter_ids[level]}" if level < len(deal.promoter_ids) else DIRECT_CHANNEL
    return ref
