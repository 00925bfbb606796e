"""Who gets how much of a sale: the rule is frozen into the order, shares are split and taken back to the last unit."""

from dataclasses import dataclass, replace
from enum import StrEnum

from argosy.catalogue.biz_type import BizType
from argosy.kernel.money import allocate
from argosy.ledger import accounts
from argosy.orders.line import Line

DIRECT_CHANNEL = "channel:direct"
"""The party of sales that no promoter brought."""


class ShareStatus(StrEnum):
    """pending → available (when the after-sale window ends)."""

    PENDING = "pending"
    AVAILABLE = "available"


@dataclass(frozen=True)
class Rule:
    """Shares in basis points of what the buyer pays; the rest is the platform's."""

    creator_bps: int = 7_000
    channel_bps: int = 1_000

    @property
    def platform_bps(self) -> int:
        return 10_000 - self.creator_bps - self.channel_bps


SEED_RULE = Rule()


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one role gets of one line. The platform's own share is its commission at once."""

    line_no: int
    role: str
    party: str
    amount_minor: int
    reversed_minor: int = 0
    status: ShareStatus = ShareStatus.PENDING

    @property
    def remaining_minor(self) -> int:
        return self.amount_minor - self.reversed_minor

    @property
    def account(self) -> str:
        """The account on which the share lies now. The platform's own are accounts, not parties."""
        if self.party.startswith("platform:"):
            return self.party
        if self.party.startswith("user:"):
            return accounts.cash(self.party)
        if self.party.startswith("advertiser:"):
            return accounts.budget(self.party)
        return accounts.available(self.party) if self.status is ShareStatus.AVAILABLE else accounts.pending(self.party)


def shares_of(line: Line, biz_type: BizType, buyer_id: str, *, rule: Rule) -> tuple[Share, ...]:
    """A line's price split by the rule: largest remainder, so the shares sum to the price.

    A recharge goes into the buyer's own wallet, advertising into the advertiser's budget, a membership into what is earned later.
    """
    whole = {
        BizType.RECHARGE: ("wallet", accounts.user(buyer_id)),
        BizType.AD: ("budget", accounts.advertiser(buyer_id)),
        BizType.MEMBERSHIP: ("deferred", accounts.DEFERRED),
    }
    if biz_type in whole:
        role, party = whole[biz_type]
        return (Share(line_no=line.line_no, role=role, party=party, amount_minor=line.payable_minor),)
    parties = (
        ("creator", accounts.creator(line.seller_id)),
        ("platform", accounts.COMMISSION),
        ("channel", DIRECT_CHANNEL),
    )
    amounts = allocate(line.payable_minor, (rule.creator_bps, rule.platform_bps, rule.channel_bps))
    return tuple(
        Share(line_no=line.line_no, role=role, party=party, amount_minor=amount_minor)
        for (role, party), amount_minor in zip(parties, amounts, strict=True)
    )


def taken_back(shares: tuple[Share, ...], line_no: int, refund_minor: int) -> tuple[tuple[Share, ...], dict[int, int]]:
    """The shares after a refund of a line, and how much each gives back (by its place).

    The refund is allocated over what remains of each share (trade.md §5): every step is >= 0, the steps sum to the refund, and
    after a full refund nothing is left with anybody. Raises ValueError for a refund above what remains.
    """
    places = [place for place, share in enumerate(shares) if share.line_no == line_no and share.remaining_minor]
    remaining = [shares[place].remaining_minor for place in places]
    if refund_minor > sum(remaining):
        raise ValueError(f"{refund_minor} is more than {sum(remaining)}")
    given = dict(zip(places, allocate(refund_minor, remaining), strict=True))
    after = tuple(
        replace(share, reversed_minor=share.reversed_minor + given.get(place, 0)) for place, share in enumerate(shares)
    )
    return after, {place: minor for place, minor in given.items() if minor}
