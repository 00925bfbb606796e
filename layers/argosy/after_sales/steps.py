"""Which steps an after-sale case may take, and by whom: the one table that all moves go through. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from argosy.after_sales.errors import NotYourMove
from argosy.after_sales.status import Action, Kind, Role, Status
from argosy.kernel.errors import InvalidState

MONEY = frozenset({Kind.REFUND_ONLY, Kind.RETURN_REFUND})
"""Ends with money."""
RETURNING = frozenset({Kind.RETURN_REFUND, Kind.EXCHANGE, Kind.REPAIR})
"""The buyer's pieces go to the seller."""
SENDING = frozenset({Kind.EXCHANGE, Kind.REISSUE, Kind.REPAIR})
"""Ends with a shipment of the seller."""
REPLACING = frozenset({Kind.EXCHANGE, Kind.REISSUE})
"""With other pieces, from stock."""

SELLER_ANSWERS = timedelta(hours=48)
BUYER_ANSWERS = timedelta(days=7)
SELLER_ACTS = timedelta(days=10)
EVIDENCE = timedelta(days=3)

Holder = Literal["buyer", "seller"]


@dataclass(frozen=True)
class Step:
    """From one state to another, by these, where the kind is one of these and the pieces lie there."""

    before: Status
    action: Action
    after: Status
    by: frozenset[Role]
    kinds: frozenset[Kind] = frozenset(Kind)
    pieces_with: Holder | None = None


_B, _S, _STAFF, _SYS = (frozenset({role}) for role in Role)
_A, _T = Action, Status
_ONLY = {kind: frozenset({kind}) for kind in Kind}
_BACK_TO_BE_SENT = _ONLY[Kind.EXCHANGE] | _ONLY[Kind.REPAIR]

STEPS = (
    Step(_T.APPLIED, _A.AGREE, _T.REFUNDING, _S | _SYS, _ONLY[Kind.REFUND_ONLY]),
    Step(_T.APPLIED, _A.AGREE, _T.SELLER_AGREED, _S | _SYS, RETURNING),
    Step(_T.APPLIED, _A.AGREE, _T.RESHIPPING, _S | _SYS, _ONLY[Kind.REISSUE]),
    Step(_T.APPLIED, _A.REJECT, _T.SELLER_REJECTED, _S),
    Step(_T.APPLIED, _A.ASK_REFUND, _T.APPLIED, _B | _SYS, SENDING),
    Step(_T.APPLIED, _A.CANCEL, _T.BUYER_CANCELLED, _B),
    Step(_T.SELLER_AGREED, _A.SHIP_BACK, _T.BUYER_SHIPPED, _B),
    Step(_T.SELLER_AGREED, _A.CANCEL, _T.BUYER_CANCELLED, _B),
    Step(_T.SELLER_AGREED, _A.EXPIRE, _T.EXPIRED, _SYS),
    Step(_T.BUYER_SHIPPED, _A.RECEIVE, _T.RECEIVED, _S | _SYS),
    Step(_T.RECEIVED, _A.PASS, _T.REFUNDING, _S | _SYS, _ONLY[Kind.RETURN_REFUND]),
    Step(_T.RECEIVED, _A.PASS, _T.RESHIPPING, _S | _SYS, _BACK_TO_BE_SENT),
    Step(_T.RECEIVED, _A.OBJECT, _T.INSPECTED, _S),
    Step(_T.INSPECTED, _A.PASS, _T.REFUNDING, _S, _ONLY[Kind.RETURN_REFUND]),
    Step(_T.INSPECTED, _A.PASS, _T.RESHIPPING, _S, _BACK_TO_BE_SENT),
    Step(_T.INSPECTED, _A.ESCALATE, _T.ESCALATED, _B | _S | _SYS),
    Step(_T.RESHIPPING, _A.RESHIP, _T.DONE, _S),
    Step(_T.RESHIPPING, _A.ESCALATE, _T.ESCALATED, _B | _SYS),
    Step(_T.REFUNDING, _A.REFUNDED, _T.DONE, _SYS),
    Step(_T.SELLER_REJECTED, _A.ESCALATE, _T.ESCALATED, _B),
    Step(_T.SELLER_REJECTED, _A.CANCEL, _T.BUYER_CANCELLED, _B),
    Step(_T.SELLER_REJECTED, _A.EXPIRE, _T.EXPIRED, _SYS),
    Step(_T.ESCALATED, _A.GIVE_EVIDENCE, _T.ESCALATED, _B | _S),
    Step(_T.ESCALATED, _A.CLOSE_EVIDENCE, _T.ARBITRATING, _SYS),
    Step(_T.ESCALATED, _A.CANCEL, _T.BUYER_CANCELLED, _B, pieces_with="buyer"),
    Step(_T.ARBITRATING, _A.RULE_BUYER, _T.RULED_BUYER, _STAFF),
    Step(_T.ARBITRATING, _A.RULE_SELLER, _T.RULED_SELLER, _STAFF),
    Step(_T.ARBITRATING, _A.RULE_SPLIT, _T.RULED_SPLIT, _STAFF),
    Step(_T.RULED_BUYER, _A.SHIP_BACK, _T.BUYER_SHIPPED, _B, RETURNING, "buyer"),
    Step(_T.RULED_BUYER, _A.EXPIRE, _T.EXPIRED, _SYS, RETURNING, "buyer"),
    Step(_T.RULED_BUYER, _A.RESHIP, _T.DONE, _S, _BACK_TO_BE_SENT, "seller"),
    Step(_T.RULED_BUYER, _A.RESHIP, _T.DONE, _S, _ONLY[Kind.REISSUE]),
    Step(_T.RULED_BUYER, _A.ESCALATE, _T.ESCALATED, _B | _SYS, _BACK_TO_BE_SENT, "seller"),
    Step(_T.RULED_BUYER, _A.ESCALATE, _T.ESCALATED, _B | _SYS, _ONLY[Kind.REISSUE]),
    Step(_T.RULED_BUYER, _A.REFUNDED, _T.DONE, _SYS, _ONLY[Kind.REFUND_ONLY]),
    Step(_T.RULED_BUYER, _A.REFUNDED, _T.DONE, _SYS, _ONLY[Kind.RETURN_REFUND], "seller"),
    Step(_T.RULED_SELLER, _A.RESHIP, _T.DONE, _S, pieces_with="seller"),
    Step(_T.RULED_SELLER, _A.ESCALATE, _T.ESCALATED, _B | _SYS, pieces_with="seller"),
    Step(_T.RULED_SPLIT, _A.REFUNDED, _T.DONE, _SYS),
)

SILENCE: dict[Status, tuple[Action, timedelta]] = {
    Status.APPLIED: (Action.AGREE, SELLER_ANSWERS),
    Status.SELLER_AGREED: (Action.EXPIRE, BUYER_ANSWERS),
    Status.BUYER_SHIPPED: (Action.RECEIVE, SELLER_ACTS),
    Status.RECEIVED: (Action.PASS, SELLER_ANSWERS),
    Status.INSPECTED: (Action.ESCALATE, BUYER_ANSWERS),
    Status.RESHIPPING: (Action.ESCALATE, SELLER_ACTS),
    Status.SELLER_REJECTED: (Action.EXPIRE, BUYER_ANSWERS),
    Status.ESCALATED: (Action.CLOSE_EVIDENCE, EVIDENCE),
}
"""What it means that nobody does anything for so long: trade.md §4, and more of the kind, so that no case waits for ever."""


def next_step(
    status: Status, action: Action, by: Collection[Role], kind: Kind, pieces_with: Holder
) -> tuple[Step, Role]:
    """The step, and as whom it is taken. Raises NotYourMove for who may never take it, InvalidState where not now."""
    if not any(step.by & set(by) for step in STEPS if step.action is action):
        raise NotYourMove
    for step in _possible(status, action, kind, pieces_with):
        if step.by & set(by):
            return step, min(step.by & set(by))
    raise InvalidState(status=status)


def silence(status: Status, kind: Kind, pieces_with: Holder) -> tuple[Action, timedelta] | None:
    """What silence means in this state, and after how long; None where nobody is waited for, or only the channel."""
    if status in SILENCE:
        return SILENCE[status]
    ruled = ((Action.EXPIRE, BUYER_ANSWERS), (Action.ESCALATE, SELLER_ACTS))
    return next(((action, wait) for action, wait in ruled if _possible(status, action, kind, pieces_with)), None)


def _possible(status: Status, action: Action, kind: Kind, pieces_with: Holder) -> list[Step]:
    return [
        step
        for step in STEPS
        if step.before is status and step.action is action and kind in step.kinds
        and step.pieces_with in (None, pieces_with)
    ]  # fmt: skip
