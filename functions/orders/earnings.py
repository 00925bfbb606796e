"""Parties see what they have earned, sale by sale, and what of it is where; finance sees anybody's."""

from typing import Annotated, Self

from pydantic import Strict, StringConstraints

from argosy.kernel.auth import Caller, May
from argosy.kernel.body import View
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api
from argosy.kernel.money import Money
from argosy.kernel.paging import Paging
from argosy.ledger import parties
from argosy.ledger.parties import Standing
from argosy.orders import earnings
from argosy.orders.permissions import ORDER_OWN
from argosy.orders.share_views import ShareView
from argosy.orders.split import ShareStatus
from argosy.settlement.permissions import SETTLEMENT_READ_ANY

app = Api(tag="settlements")
Party = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}:[A-Za-z0-9_-]{1,64}$")]


class OfStatus(Paging):
    """With a status a page may hold fewer shares than its limit, or none: pages are of sales."""

    status: Annotated[ShareStatus, Strict(False)] | None = None


class StandingView(View):
    """What is where now, in the books: `owed` is what was taken back and is not repaid yet.

    `at_channel` waits until a payment channel passes it on.
    """

    pending: Money
    available: Money
    reserve: Money
    in_payout: Money
    at_channel: Money
    owed: Money

    @classmethod
    def of_standing(cls, kept: Standing) -> Self:
        amounts = {
            "pending": kept.pending_minor, "available": kept.available_minor, "reserve": kept.reserve_minor,
            "in_payout": kept.payout_hold_minor, "at_channel": kept.at_channel_minor, "owed": -kept.receivable_minor,
        }  # fmt: skip
        return cls(**{name: Money(amount=minor, currency=kept.asset) for name, minor in amounts.items()})


class Earnings(View):
    """`sums` has one entry for each currency; `data` the party's shares, of the newest sales first."""

    party: str
    sums: list[StandingView]
    data: list[ShareView]
    next_cursor: str | None


@app.get("/v1/parties/{party}/earnings", may=ORDER_OWN)
def show(
    party: Party, paging: OfStatus, caller: Caller, sees_any: Annotated[bool, May(SETTLEMENT_READ_ANY)]
) -> Earnings:
    """What a party (`creator:usr_…` who sells, `channel:usr_…` who brought the sale) has earned."""
    if party.partition(":")[2] != caller.id and not sees_any:
        raise NotFound
    page = earnings.page(party, paging.limit, paging.after)
    shares = [
        ShareView.of_share(share, order)
        for order in page.items
        for share in order.shares
        if share.party == party and paging.status in (None, share.status)
    ]
    sums = [StandingView.of_standing(kept) for kept in parties.standings(party)]
    return Earnings(party=party, sums=sums, data=shares, next_cursor=paging.next(page.next))


handler = app.handler
