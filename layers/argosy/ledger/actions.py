"""What two people do to an account, as it is kept: asked for, decided, done, each step with its fact in the same transaction."""

from datetime import datetime

from argosy.kernel.errors import NotFound
from argosy.kernel.once import Answer, Once
from argosy.kernel.table import Key, Page, Position
from argosy.kernel.write import Part, Write, save
from argosy.ledger import ledger, owners
from argosy.ledger.action import Action, ActionStatus, state_of
from argosy.ledger.command_items import ActionItem
from argosy.ledger.holding import Holding
from events.ledger import AccountActionApproved, AccountActionRejected, AccountActionRequested


def get(action_id: str) -> Action:
    """Raises NotFound."""
    return ActionItem.by_id.load(Action, id=action_id)


def waiting(limit: int, after: Position | None) -> Page:
    """What waits for a second person, newest first."""
    return ActionItem.waiting.newest(limit=limit, after=after)


def request(action: Action, once: Once, answer: Answer) -> None:
    """Note what is wanted; nothing happens to the account yet.

    Raises NotFound for an account that nobody has, InvalidState where it is as it should become.
    """
    holding = _holding(action)
    owner_exists = owners.known(action.account)
    if not (holding.version or owner_exists):
        raise NotFound
    action.restricted(holding)
    told = AccountActionRequested(
        action_id=action.id, account=action.account, asset=action.asset, action=action.kind_of_action,
        reason=action.reason,
    )  # fmt: skip
    write = Write(once).add(save(_item(action)), *owner_exists)
    write.tell(told, beside=_key(action)).commit(answer)


def approve(approved: Action, at: datetime, once: Once, answer: Answer) -> None:
    """Do it. Raises InvalidState where it is done already, InsufficientFunds, AccountFrozen."""
    before = _holding(approved)
    after, parts = _done(approved, before, at)
    told = AccountActionApproved(
        action_id=approved.id, account=approved.account, asset=approved.asset, action=approved.kind_of_action,
        reason=approved.reason, requested_by=approved.requested_by, before=state_of(before), after=state_of(after),
    )  # fmt: skip
    write = Write(once).add(save(_item(approved)), *parts)
    write.tell(told, beside=_key(approved)).commit(answer)


def reject(rejected: Action, once: Once, answer: Answer) -> None:
    """Leave the account as it is."""
    told = AccountActionRejected(
        action_id=rejected.id, account=rejected.account, asset=rejected.asset, action=rejected.kind_of_action,
        requested_by=rejected.requested_by,
    )  # fmt: skip
    Write(once).add(save(_item(rejected))).tell(told, beside=_key(rejected)).commit(answer)


def _done(action: Action, before: Holding, at: datetime) -> tuple[Holding, tuple[Part, ...]]:
    """The account afterwards, and what makes it so."""
    journal = action.journal(at)
    if journal is None:
        after = action.restricted(before)
        return after, (ledger.kept(after),)
    after, _ = before.moved(journal, journal.net()[action.account])
    return after, ledger.post(journal, read={(action.account, action.asset): before})


def _holding(action: Action) -> Holding:
    return ledger.holdings([(action.account, action.asset)])[action.account, action.asset]


def _key(action: Action) -> Key:
    return ActionItem.by_id.key(id=action.id)


def _item(action: Action) -> ActionItem:
    item = ActionItem.of(action)
    item.waiting_since = action.requested_at if action.status is ActionStatus.REQUESTED else None
    return item
