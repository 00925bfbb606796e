"""The arithmetic of a statement, and what its payouts make of it."""

from datetime import UTC, datetime
from itertools import permutations
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel.errors import InvalidState
from argosy.settlement import payment, review
from argosy.settlement.agreement import Terms
from argosy.settlement.line import LineKind, kind_of
from argosy.settlement.payment import Phase
from argosy.settlement.period import Cycle, containing
from argosy.settlement.statement import Statement, StatementStatus

AT = datetime(2026, 11, 20, 4, 8, tzinfo=UTC)
DAY = containing(Cycle.T1, AT, ZoneInfo("UTC"), 30)
BUSINESS = ("order", "refund", "fee", "tax", "adjustment", "reserve", "payout", "anything")
MOVEMENTS = st.lists(st.tuples(st.sampled_from(BUSINESS), st.integers(-(10**12), 10**12).filter(bool)), max_size=60)


def opened(opening_minor: int = 0, **terms: int) -> Statement:
    given = Terms(reserve_bps=terms.get("bps", 0), min_amount_minor={"CNY": terms.get("least", 0)})
    return Statement.open("creator:usr_1", "CNY", DAY, given, AT, opening_minor=opening_minor)


@given(MOVEMENTS, st.integers(-(10**12), 10**12), st.integers(1, 20))
def test_a_statement_closes_with_what_it_opened_with_and_every_movement_but_payouts(
    moves: list[tuple[str, int]], opening_minor: int, chunk: int
) -> None:
    movements = [(kind_of(*move), move[1]) for move in moves]
    statement = opened(opening_minor)
    for start in range(0, len(movements), chunk):
        statement = statement.take(movements[start : start + chunk])

    assert statement.moved_minor == sum(minor for _, minor in moves)
    assert statement.closing_minor == opening_minor + sum(minor for name, minor in moves if name != "payout")
    assert statement.lines == len(moves)


@given(MOVEMENTS, st.integers(0, 10_000), st.integers(-(10**6), 10**13))
def test_a_reserve_is_never_more_than_its_share_of_the_earnings_what_is_to_be_paid_and_what_is_there(
    moves: list[tuple[str, int]], bps: int, free_minor: int
) -> None:
    statement = opened(bps=bps).take([(kind_of(*move), move[1]) for move in moves])
    kept_minor = statement.reserve_minor(free_minor)
    share_minor = (statement.earned_minor - statement.taken_back_minor) * bps / 10_000

    assert 0 <= kept_minor <= max(free_minor, 0)
    assert kept_minor == 0 or kept_minor <= min(statement.closing_minor, share_minor + 1)


@pytest.mark.parametrize(
    ("amount_minor", "least", "status"),
    [(100, 100, "closed"), (99, 100, "carried"), (1, 0, "closed"), (0, 0, "carried"), (-1, 0, "carried")],
)
def test_what_has_nothing_to_pay_or_less_than_the_minimum_is_carried(
    amount_minor: int, least: int, status: str
) -> None:
    closed, told = opened(amount_minor, least=least).close(AT)

    assert (closed.status, told.closing.amount) == (status, amount_minor)


FACTS = [(Phase.SENT, "evt_1"), (Phase.FAILED, "evt_2"), (Phase.SENT, "evt_3"), (Phase.PAID, "evt_4")]


@pytest.mark.parametrize(
    ("facts", "status", "paid_minor"),
    [
        (FACTS[:1], "paying", 0),
        (FACTS[:2], "failed", 0),
        (FACTS[:3], "paying", 0),
        ([*FACTS[:2], (Phase.REJECTED, "evt_3")], "failed", 0),
        (FACTS, "paid", 700),
        ([*FACTS, (Phase.RETURNED, "evt_5")], "failed", 0),
        ([*FACTS, (Phase.RETURNED, "evt_5"), (Phase.SENT, "evt_6")], "paying", 0),
    ],
)
def test_payouts_bring_a_statement_to_the_same_end_in_whatever_order_they_are_heard(
    facts: list[tuple[Phase, str]], status: str, paid_minor: int
) -> None:
    closed, _ = opened().take([(LineKind.EARNED, 700)]).close(AT)
    approved, _ = review.approve(closed, "usr_f")
    for order in permutations(facts):
        statement = approved
        for phase, fact_id in order:
            statement = payment.heard(statement, phase, 700, fact_id)

        assert (statement.status, statement.paid_minor) == (status, paid_minor)


def test_a_part_that_is_paid_is_not_all_and_the_rest_makes_it_whole() -> None:
    closed, _ = opened().take([(LineKind.EARNED, 700)]).close(AT)
    approved, _ = review.approve(closed, "usr_f")
    part = payment.heard(payment.heard(approved, Phase.SENT, 500, "evt_1"), Phase.PAID, 500, "evt_2")
    whole = payment.heard(payment.heard(part, Phase.SENT, 200, "evt_3"), Phase.PAID, 200, "evt_4")

    assert (part.status, whole.status) == (StatementStatus.PARTLY_PAID, StatementStatus.PAID)


def test_what_nobody_approved_cannot_have_been_paid() -> None:
    closed, _ = opened().take([(LineKind.EARNED, 700)]).close(AT)

    with pytest.raises(InvalidState):
        payment.heard(closed, Phase.PAID, 700, "evt_1")
