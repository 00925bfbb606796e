"""People have their money paid out, see how that stands, and take it back while it is still here."""

from typing import Annotated, Literal

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller, May
from argosy.kernel.body import Body, Id
from argosy.kernel.errors import NotFound
from argosy.kernel.http import Api, Created, Listed, Reply, Request
from argosy.kernel.money import Money, Price
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.write import retrying
from argosy.payouts import methods, payouts
from argosy.payouts.errors import CurrencyDiffers, MethodNotVerified, OwesMoney
from argosy.payouts.payout import Payout
from argosy.payouts.permissions import PAYOUT_OWN, PAYOUT_REVIEW
from argosy.payouts.policy import Policy
from argosy.payouts.views import PayoutView

app = Api(tag="payouts")
PayoutId = Annotated[str, Id("pyo")]


class PayoutWish(Body):
    amount: Price
    method_id: Annotated[str, Id("pym")]
    account: Literal["earnings", "cash"] = "earnings"


@app.post("/v1/payouts", may=PAYOUT_OWN, once=True)
def withdraw(wish: PayoutWish, caller: Caller, once: Once, request: Request) -> Created[PayoutView]:
    """Set money aside and have it paid to a verified bank account. A payout that has to wait says why, and what to do."""

    def set_aside() -> Created[PayoutView]:
        payout = _wished(wish, caller.id, ids.derived("pyo", caller.id, once.key))
        reply = Created(PayoutView.of_payout(payout, request), f"/v1/payouts/{payout.id}")
        payouts.request(payout, once, reply, within=Policy.current())
        return reply

    return retrying(set_aside)


@app.get("/v1/payouts", may=PAYOUT_OWN)
def mine(paging: Paging, caller: Caller, request: Request) -> Listed[PayoutView]:
    """The caller's payouts, newest first."""
    page = payouts.page_of_owner(caller.id, paging.limit, paging.after)
    return paging.answer(page, lambda item: PayoutView.of_payout(item.to(Payout), request))


@app.get("/v1/payouts/{payout_id}", may=PAYOUT_OWN)
def show(
    payout_id: PayoutId, caller: Caller, sees_any: Annotated[bool, May(PAYOUT_REVIEW)], request: Request
) -> PayoutView:
    """How a payout stands: for its owner and for finance."""
    payout = payouts.get(payout_id)
    if payout.owner_id != caller.id and not sees_any:
        raise NotFound
    return PayoutView.of_payout(payout, request)


@app.post("/v1/payouts/{payout_id}/cancel", may=PAYOUT_OWN, once=True)
def cancel(payout_id: PayoutId, caller: Caller, once: Once, request: Request) -> Reply[PayoutView]:
    """Take it back, until the bank is about to hear of it; its money is available again."""

    def take_back() -> Reply[PayoutView]:
        payout = payouts.of_owner(payout_id, caller.id).cancelled()
        reply = Reply(PayoutView.of_payout(payout, request))
        payouts.cancel(payout, once, reply)
        return reply

    return retrying(take_back)


def _wished(wish: PayoutWish, owner_id: str, payout_id: str) -> Payout:
    """The payout, if its owner may ask for it. Raises NotFound, MethodNotVerified, CurrencyDiffers, OwesMoney."""
    method, currency = methods.get(owner_id, wish.method_id), wish.amount.currency
    if not method.is_verified:
        raise MethodNotVerified
    if method.currency != currency:
        raise CurrencyDiffers(currency=method.currency)
    payout = payouts.withdrawal(
        payout_id, owner_id, account=wish.account, at=clock.now(), amount_minor=wish.amount.amount, currency=currency,
        method_id=method.id, account_last4=method.last4,
    )  # fmt: skip
    debt = payouts.debt(payout.party, currency)
    if debt.balance_minor:
        raise OwesMoney(owed=Money(amount=-debt.balance_minor, currency=currency))
    return payout


handler = app.handler
