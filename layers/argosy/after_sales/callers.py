"""People at their cases: as whom a caller sees one, and what they decide on it."""

from collections.abc import Callable
from typing import Annotated

from argosy.after_sales import cases, moves
from argosy.after_sales.after_sale import AfterSale, Turn
from argosy.after_sales.permissions import AFTER_SALE_READ_ANY
from argosy.after_sales.status import Role
from argosy.after_sales.views import AfterSaleView
from argosy.kernel import clock
from argosy.kernel.auth import Caller, May
from argosy.kernel.errors import NotFound
from argosy.kernel.once import Once
from argosy.kernel.reply import Reply
from argosy.kernel.write import retrying

Staff = Annotated[bool, May(AFTER_SALE_READ_ANY)]
"""Whether the caller sees others' cases, as the staff."""


def roles(case: AfterSale, caller: Caller, *, staff: bool) -> frozenset[Role]:
    """As whom the caller sees the case; the staff of others' cases only. Raises NotFound for somebody else's."""
    sides = {Role.BUYER: case.buyer_id, Role.SELLER: case.seller_id}
    own = frozenset(role for role, user_id in sides.items() if user_id == caller.id)
    if not own and not staff:
        raise NotFound
    return own or frozenset({Role.STAFF})


def decide(
    case_id: str, caller: Caller, once: Once, what: Callable[[AfterSale, Turn], AfterSale], *, staff: bool
) -> AfterSaleView:
    """What the caller decides as buyer or seller, or on others' cases as staff.

    Raises NotFound for somebody else's case, NotYourMove, InvalidState.
    """

    def decided() -> AfterSaleView:
        case, order = cases.with_order(case_id)
        turn = Turn(roles(case, caller, staff=staff), clock.now(), order)
        after = what(case, turn)
        reply = Reply(AfterSaleView.of_case(after))
        moves.commit(case, after, turn.order, once, reply)
        return reply.view

    return retrying(decided)
