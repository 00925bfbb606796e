"""Finance freezes accounts, releases them and puts balances right: one person asks, another decides."""

from typing import Annotated, Any, Literal

from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Id, Instant, Text, View
from argosy.kernel.http import Accepted, Api, Listed, Reply
from argosy.kernel.money import Currency, Money, Price
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.write import retrying
from argosy.ledger import actions
from argosy.ledger.account_kinds import FreezableAccount, StrictAccount
from argosy.ledger.action import Action, ActionKind, ActionStatus, Direction
from argosy.ledger.holding import AccountStatus
from argosy.ledger.permissions import ACCOUNT_RESTRICT

app = Api(tag="finance")
ActionId = Annotated[str, Id("act")]
Reason = Annotated[str, Text(1, 300)]
SCOPES = {"debit": AccountStatus.FROZEN_DEBIT, "all": AccountStatus.FROZEN_ALL}


class FreezeWish(Body):
    """`debit`: nothing leaves. `all`: nor can anybody send money there. What is due to its owner comes in all the same."""

    asset: Currency
    scope: Literal["debit", "all"]
    reason: Reason


class UnfreezeWish(Body):
    asset: Currency
    reason: Reason


class AdjustWish(Body):
    amount: Price
    direction: Literal["credit", "debit"]
    reason: Reason


class AccountAction(View):
    id: str
    account: str
    asset: str
    action: ActionKind
    to_status: AccountStatus | None
    amount: Money | None
    direction: Direction | None
    reason: str
    status: ActionStatus
    requested_by: str
    requested_at: Instant
    decided_by: str | None
    decided_at: Instant | None
    version: int

    @classmethod
    def of_action(cls, action: Action) -> "AccountAction":
        amount = None if action.amount_minor is None else Money(amount=action.amount_minor, currency=action.asset)
        return cls.model_validate({**vars(action), "action": action.kind_of_action, "amount": amount})


@app.post("/v1/admin/accounts/{account}/freeze", may=ACCOUNT_RESTRICT, once=True)
def freeze(account: FreezableAccount, wish: FreezeWish, caller: Caller, once: Once) -> Accepted[AccountAction]:
    """Ask for one asset on a party's account to be frozen."""
    wanted = {"asset": wish.asset, "kind_of_action": ActionKind.FREEZE, "to_status": SCOPES[wish.scope]}
    return _request(account, wish.reason, caller, once, **wanted)


@app.post("/v1/admin/accounts/{account}/unfreeze", may=ACCOUNT_RESTRICT, once=True)
def unfreeze(account: StrictAccount, wish: UnfreezeWish, caller: Caller, once: Once) -> Accepted[AccountAction]:
    """Ask for it to move again."""
    wanted = {"asset": wish.asset, "kind_of_action": ActionKind.UNFREEZE, "to_status": AccountStatus.ACTIVE}
    return _request(account, wish.reason, caller, once, **wanted)


@app.post("/v1/admin/accounts/{account}/adjust", may=ACCOUNT_RESTRICT, once=True)
def adjust(account: StrictAccount, wish: AdjustWish, caller: Caller, once: Once) -> Accepted[AccountAction]:
    """Ask for a balance to be put right, against the platform's account for adjustments."""
    amount = {"asset": wish.amount.currency, "amount_minor": wish.amount.amount}
    wanted = {"kind_of_action": ActionKind.ADJUST, "direction": Direction(wish.direction), **amount}
    return _request(account, wish.reason, caller, once, **wanted)


@app.get("/v1/admin/account-actions", may=ACCOUNT_RESTRICT)
def waiting(paging: Paging) -> Listed[AccountAction]:
    """What waits for a second person, newest first."""
    page = actions.waiting(paging.limit, paging.after)
    return paging.answer(page, lambda item: AccountAction.of_action(item.to(Action)))


@app.get("/v1/admin/account-actions/{action_id}", may=ACCOUNT_RESTRICT)
def show(action_id: ActionId) -> AccountAction:
    """What was asked for, and how it was decided."""
    return AccountAction.of_action(actions.get(action_id))


@app.post("/v1/admin/account-actions/{action_id}/approve", may=ACCOUNT_RESTRICT, once=True)
def approve(action_id: ActionId, caller: Caller, once: Once) -> Reply[AccountAction]:
    """Do it. Whoever asked for it cannot."""

    def decide() -> Reply[AccountAction]:
        now = clock.now()
        approved = actions.get(action_id).decided(ActionStatus.APPROVED, caller.id, now)
        reply = Reply(AccountAction.of_action(approved))
        actions.approve(approved, now, once, reply)
        return reply

    return retrying(decide)


@app.post("/v1/admin/account-actions/{action_id}/reject", may=ACCOUNT_RESTRICT, once=True)
def reject(action_id: ActionId, caller: Caller, once: Once) -> Reply[AccountAction]:
    """Leave the account as it is."""
    rejected = actions.get(action_id).decided(ActionStatus.REJECTED, caller.id, clock.now())
    reply = Reply(AccountAction.of_action(rejected))
    actions.reject(rejected, once, reply)
    return reply


def _request(account: str, reason: str, caller: Caller, once: Once, **wanted: Any) -> Accepted[AccountAction]:
    action = Action(
        id=ids.derived("act", caller.id, once.key),
        account=account,
        reason=reason,
        requested_by=caller.id,
        requested_at=clock.now(),
        **wanted,
    )
    reply = Accepted(AccountAction.of_action(action), f"/v1/admin/account-actions/{action.id}")
    actions.request(action, once, reply)
    return reply


handler = app.handler
