"""Whoever does whatever in whichever state: what the table allows leads where it says, all else changes nothing."""

import itertools

import pytest

from tests.after_sales.ways import LEGAL, WAYS, reached
from tests.after_sales.world import Desk
from tests.support.bus import told
from tests.support.duel import before_the_next

DEEDS = (
    "agree", "reject", "cancel", "ask-refund", "ship-back", "receive", "inspect", "reship", "escalate", "evidence", "ruling",
)  # fmt: skip
ROLES = ("buyer", "seller", "support", "stranger", "rival")
MOVES = [(status, role, deed, after) for status, moves in LEGAL.items() for (role, deed), after in moves.items()]


@pytest.mark.parametrize(("status", "role", "deed", "after"), MOVES, ids=str)
def test_a_move_of_the_table_leads_where_it_says(desk: Desk, status: str, role: str, deed: str, after: str) -> None:
    case = reached(desk, status)

    assert desk.do(getattr(desk, role), case, deed) == after
    desk.shop.proof()


@pytest.mark.parametrize("status", WAYS)
def test_nothing_else_is_possible_in_a_state_and_trying_it_changes_nothing(desk: Desk, status: str) -> None:
    case = reached(desk, status)
    people = {"stranger": desk.shop.join("eve"), "rival": desk.shop.join("rob", "seller")}
    people |= {"buyer": desk.buyer, "seller": desk.seller, "support": desk.support}
    before, facts = desk.show(case), len(told())

    for role, deed in itertools.product(ROLES, DEEDS):
        if (role, deed) in LEGAL.get(status, {}):
            continue
        reply = desk.act(people[role], case, deed)
        foreign = role in ("stranger", "rival")
        assert reply.status in ((403, 404) if foreign else (403, 409)), (role, deed, reply.text)
    assert (desk.show(case), len(told())) == (before, facts)


@pytest.mark.parametrize("reads", range(3))
def test_a_buyer_who_takes_it_back_between_two_reads_of_the_agreeing_seller_is_first(desk: Desk, reads: int) -> None:
    case = desk.ask("refund_only")

    def cancel() -> None:
        assert desk.act(desk.buyer, case, "cancel").status == 200

    with before_the_next("GetItem", cancel, after=reads):
        refused = desk.act(desk.seller, case, "agree")

    assert (refused.status, refused.problem) == (409, "invalid_state")
    assert (desk.status(case), desk.refunded) == ("buyer_cancelled", 0)
