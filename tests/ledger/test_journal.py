"""A journal: what it must be, that a step is always the same journal, and that no change to one goes unseen."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from argosy.kernel import ids
from argosy.ledger.journal import Journal, Posting

NOW = datetime(2026, 11, 20, 4, 8, tzinfo=UTC)
SOLD = (Posting("order:o1:escrow", "creator:ann:pending", 70), Posting("order:o1:escrow", "platform:commission", 30))


def journal(*postings: Posting, step: str = "split", **more: Any) -> Journal:
    fields: dict[str, Any] = {"asset": "CNY", "at": NOW, "actor": "usr_ann", "order_id": "ord_1", **more}
    return Journal.of("order", "ord_1", step, postings=postings or SOLD, **fields)


def test_a_journal_keeps_what_it_was_made_of_and_its_id_follows_from_its_step() -> None:
    made = journal()

    assert made == Journal(
        id=ids.derived("jrn", "order", "ord_1", "split"), business="order", business_id="ord_1", step="split",
        order_id="ord_1", asset="CNY", at=NOW, actor="usr_ann", postings=SOLD, digest=made.digest,
    )  # fmt: skip
    assert Journal.of("order", "ord_1", "split", asset="CNY", at=NOW, actor="a", postings=SOLD).order_id is None
    assert journal(step="refund").id != made.id


@pytest.mark.parametrize(
    "postings",
    [
        (),
        (Posting("a", "b", 0),),
        (Posting("a", "b", -1),),
        (Posting("a", "a", 1),),
        (*SOLD, Posting("a", "b", 0)),
        (*SOLD, Posting("a", "a", 1)),
    ],
)
def test_nothing_that_moves_no_money_is_a_journal(postings: tuple[Posting, ...]) -> None:
    with pytest.raises(ValueError) as refused:
        Journal.of("order", "ord_1", "split", asset="CNY", at=NOW, actor="a", postings=postings)

    assert str(refused.value) == f"not a journal: {postings}"
    assert journal(Posting("a", "b", 1)).net() == {"a": -1, "b": 1}


def test_the_digest_is_of_everything_but_itself_and_stays_the_same_for_years() -> None:
    made = journal()

    assert made.digest == made.computed_digest() == replace(made, digest="changed").computed_digest()
    assert made.digest == "6ef8e1d2d0272e1b0e4880a9dd43db9772be59dc7cf68d832f8abd5833414da0"


@pytest.mark.parametrize(
    "change",
    [
        {"id": "jrn_2"},
        {"business": "refund"},
        {"business_id": "ord_2"},
        {"step": "refund"},
        {"order_id": None},
        {"asset": "JPY"},
        {"reversal_of": "jrn_0"},
        {"at": NOW + timedelta(milliseconds=1)},
        {"actor": "usr_bob"},
        {"postings": SOLD[::-1]},
        {"postings": SOLD[:1]},
        {"postings": (replace(SOLD[0], amount_minor=71), SOLD[1])},
        {"postings": (replace(SOLD[0], source="order:o2:escrow"), SOLD[1])},
        {"postings": (replace(SOLD[0], destination="creator:bob:pending"), SOLD[1])},
    ],
)
def test_a_journal_that_was_changed_no_longer_has_its_own_digest(change: dict[str, Any]) -> None:
    made = journal()

    assert replace(made, **change).computed_digest() != made.digest


def test_a_journal_that_takes_another_back_says_so_and_a_field_that_is_not_set_is_in_no_digest() -> None:
    assert journal(reversal_of="jrn_0").reversal_of == "jrn_0"
    without: dict[str, Any] = {"order_id": None, "reversal_of": None}
    assert journal(**without).digest == "71c899eb6d82ae0fabb502ba970d0e12a24d89d5e2246ffe91a45a26d3e470ad"


def test_what_accounts_gain_and_lose_is_added_up_and_sums_to_zero() -> None:
    back = Posting("platform:commission", "world:stripe", 5)
    net = journal(*SOLD, back, back).net()

    assert net == {
        "order:o1:escrow": -100,
        "creator:ann:pending": 70,
        "platform:commission": 20,
        "world:stripe": 10,
    }
