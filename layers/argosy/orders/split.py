"""Who gets how much of a sale: shares are made by the rules of the moment it is placed, and taken back to the last unit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from argosy.catalogue.biz_type import BizType
from argosy.commission.deal import Deal, Funding
from argosy.commission.resolution import resolve
from argosy.commission.rule import Rule, Timing
from argosy.commission.split import DIRECT_CHANNEL, split
from argosy.kernel.money import allocate
from argosy.ledger import account_kinds, accounts
from argosy.orders.line import Line


class ShareStatus(StrEnum):
    """planned → pending (the order is paid) → available, when its timing says so.

    pending → frozen by finance → pending when it is released, or available where its time came meanwhile.
    """

    PLANNED = "planned"
    PENDING = "pending"
    FROZEN = "frozen"
    AVAILABLE = "available"


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one role gets of one line, and when. The platform's own shares are its own at once."""

    line_no: int
    role: str
    party: str
    amount_minor: int
    reversed_minor: int = 0
    rule_id: str | None = None
    """The rule that gave it; none where the kind of the order does."""
    timing: Timing = Timing.ON_WINDOW_END
    days: int | None = None
    status: ShareStatus = ShareStatus.PLANNED
    is_due: bool = False
    """Whether its time came while it was frozen."""
    by_channel: bool = False
    """Whether the channel that took the money passes it on once it is available: no payout reaches it."""

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
        if self.status is not ShareStatus.AVAILABLE:
            return accounts.pending(self.party)
        return accounts.at_channel(self.party) if self.by_channel else accounts.available(self.party)

    def paid(self, *, by_channel: bool = False) -> "Share":
        """The order is paid: it waits, or is available at once. What belongs to nobody outside is not passed on."""
        status = ShareStatus.AVAILABLE if self.timing is Timing.INSTANT else ShareStatus.PENDING
        passed_on = by_channel and self.party != DIRECT_CHANNEL and account_kinds.is_earning(self.party)
        return replace(self, status=status, by_channel=passed_on)


@dataclass(frozen=True)
class Sale:
    """What of an order decides how its lines are shared."""

    biz_type: BizType
    buyer_id: str
    currency: str
    promoter_ids: tuple[str, ...]
    at: datetime


WITHOUT_RULE: dict[BizType, Callable[[str], tuple[str, str]]] = {
    BizType.RECHARGE: lambda buyer_id: ("wallet", accounts.user(buyer_id)),
    BizType.AD: lambda buyer_id: ("budget", accounts.advertiser(buyer_id)),
    BizType.MEMBERSHIP: lambda _: ("deferred", accounts.DEFERRED),
}
"""What nobody sells belongs to one party as a whole: role and party, by the buyer."""


def shares_of(lines: Sequence[Line], sale: Sale, rules: Sequence[Rule]) -> tuple[Share, ...]:
    """Every line's price, shared by the rule that holds for it: the shares of a line sum to its price.

    A recharge goes into the buyer's own wallet, advertising into the advertiser's budget, a membership into what is earned later.
    A tip is its receiver's at once.
    """
    if sale.biz_type in WITHOUT_RULE:
        role, party = WITHOUT_RULE[sale.biz_type](sale.buyer_id)
        return tuple(
            Share(line_no=line.line_no, role=role, party=party, amount_minor=line.payable_minor) for line in lines
        )
    return tuple(share for line in lines for share in _by_rule(line, sale, rules))


def deal_of(line: Line, sale: Sale) -> Deal:
    """The line as commission sees it."""
    return Deal(
        line_no=line.line_no, seller_id=line.seller_id, product_id=line.product_id, biz_type=sale.biz_type,
        promoter_ids=sale.promoter_ids, currency=sale.currency, quantity=line.quantity,
        list_minor=line.list_minor, payable_minor=line.payable_minor, tax_minor=line.tax_minor,
        shipping_minor=line.shipping_minor, at=sale.at,
        funding=tuple(Funding(discount.party, discount.amount_minor) for discount in line.discounts),
    )  # fmt: skip


def _by_rule(line: Line, sale: Sale, rules: Sequence[Rule]) -> list[Share]:
    deal = deal_of(line, sale)
    rule = resolve(rules, deal).rule
    timing = Timing.INSTANT if sale.biz_type is BizType.TIP else rule.timing
    return [
        Share(
            line_no=line.line_no, role=part.role, party=part.party, amount_minor=part.amount_minor,
            rule_id=rule.rule_id, timing=timing, days=rule.days,
        )
        for part in split(rule, deal)
    ]  # fmt: skip


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
