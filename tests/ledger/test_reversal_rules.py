"""Taking back: whatever is asked for in whatever order, no posting gives more than it moved."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.ledger.errors import ReversalExceeds
from argosy.ledger.journal import Journal, Posting
from argosy.ledger.reversal import Reversed, reversing

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
POSTINGS = (
    Posting("world:stripe", "order:1:escrow", 100),
    Posting("order:1:escrow", "user:ann:cash", 70),
    Posting("order:1:escrow", "platform:commission", 30),
)
ORIGINAL = Journal.of("test", "1", "done", asset="CNY", at=NOW, actor="system", postings=POSTINGS)
AMOUNTS = st.dictionaries(st.integers(1, 4), st.integers(1, 60), min_size=1)


@given(st.lists(AMOUNTS, max_size=6))
def test_however_it_is_taken_back_no_posting_gives_more_than_it_moved(tries: list[dict[int, int]]) -> None:
    state = Reversed.nothing(ORIGINAL)
    for number, amounts in enumerate(tries):
        try:
            state = state.plus(ORIGINAL, amounts)
        except ReversalExceeds:
            assert any(minor > state.rest(ORIGINAL).get(no, 0) for no, minor in amounts.items())
            continue
        back = reversing(ORIGINAL, amounts, f"rvs_{number}", at=NOW, actor="fay")
        assert (back.reversal_of, sum(back.net().values())) == (ORIGINAL.id, 0)
        assert [posting.amount_minor for posting in back.postings] == [amounts[no] for no in sorted(amounts)]
    moved = [posting.amount_minor for posting in ORIGINAL.postings]
    assert all(0 <= back <= minor for back, minor in zip(state.reversed_minor, moved, strict=True))


def test_taken_back_as_a_whole_nothing_is_left_of_it() -> None:
    nothing = Reversed.nothing(ORIGINAL)
    whole = nothing.plus(ORIGINAL, nothing.rest(ORIGINAL))

    assert whole.rest(ORIGINAL) == {}
    back = reversing(ORIGINAL, nothing.rest(ORIGINAL), "rvs_1", at=NOW, actor="fay")
    assert {account: -minor for account, minor in back.net().items()} == ORIGINAL.net()
    with pytest.raises(ReversalExceeds):
        whole.plus(ORIGINAL, whole.rest(ORIGINAL))
