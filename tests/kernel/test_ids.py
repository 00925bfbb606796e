"""Ids: new ones sort by time, derived ones are found again, and nothing else passes for one."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.kernel import clock, ids

START = datetime(2026, 11, 20, tzinfo=UTC)


@given(st.lists(st.text(max_size=20), max_size=4))
def test_the_same_parts_give_the_same_id_and_it_is_one(parts: list[str]) -> None:
    made = ids.derived("ord", *parts)

    assert made == ids.derived("ord", *parts)
    assert ids.is_id(made, "ord")
    assert made != ids.derived("pay", *parts)


def test_parts_that_run_together_are_not_the_same_parts() -> None:
    assert ids.derived("ord", "ab", "c") != ids.derived("ord", "a", "bc")


def test_later_ids_sort_later(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []
    for milliseconds in range(50):
        monkeypatch.setattr(clock, "now", lambda at=milliseconds: START + timedelta(milliseconds=at))
        made.append(ids.new("pst"))

    assert made == sorted(made)
    assert len(set(made)) == 50


@pytest.mark.parametrize(
    "text",
    ["", "ord_", "ord_1", "pay_01ARZ3NDEKTSV4RRFFQ69G5FAV", "ord_01arz3ndektsv4rrffq69g5fav", "ord_01ARZ3NDEKTSV4RRFFQ69G5FAV#",
     "ord_81ARZ3NDEKTSV4RRFFQ69G5FAV", "ord_01ARZ3NDEKTSV4RRFFQ69G5FAI", "ord_０1ARZ3NDEKTSV4RRFFQ69G5FAV"],
)  # fmt: skip
def test_what_is_not_spelled_as_an_id_of_its_kind_is_none(text: str) -> None:
    assert not ids.is_id(text, "ord")
