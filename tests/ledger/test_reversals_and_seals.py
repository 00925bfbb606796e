"""Journals, reversals and seals: what is balanced is accepted, and whatever is changed is another."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.ledger import merkle
from argosy.ledger.errors import ReversalExceeds
from argosy.ledger.journal import Journal, Posting
from argosy.ledger.reversal import Reversed, reversing
from argosy.ledger.seal import Period, Seal

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ACCOUNTS = ("world:stripe", "order:1:escrow", "user:ann:cash", "platform:commission")
POSTINGS = st.lists(
    st.builds(Posting, st.sampled_from(ACCOUNTS), st.sampled_from(ACCOUNTS), st.integers(-2, 10)), max_size=4
)


def journal(*postings: Posting, **more: Any) -> Journal:
    given: dict[str, Any] = {"asset": "CNY", "at": NOW, "actor": "system", "postings": postings} | more
    return Journal.of("test", given.pop("business_id", "1"), "done", **given)


@given(POSTINGS)
def test_a_journal_is_accepted_when_it_moves_something_and_then_sums_to_zero(postings: list[Posting]) -> None:
    sound = bool(postings) and all(each.amount_minor > 0 and each.source != each.destination for each in postings)
    if sound:
        assert sum(journal(*postings).net().values()) == 0
    else:
        with pytest.raises(ValueError, match="not a journal"):
            journal(*postings)


def test_a_journal_with_any_field_changed_no_longer_has_its_digest() -> None:
    made = journal(Posting(*ACCOUNTS[:2], 100), order_id="ord_1", reversal_of="jrn_0")
    others: dict[str, Any] = {"at": NOW + timedelta(milliseconds=1), "postings": (Posting(*ACCOUNTS[:2], 101),)}
    for field in fields(Journal):
        if field.name != "digest":
            changed = replace(made, **{field.name: others.get(field.name, "other")})
            assert changed.computed_digest() != made.digest, field.name


ORIGINAL = journal(Posting(*ACCOUNTS[:2], 100), Posting(*ACCOUNTS[1:3], 70), Posting(ACCOUNTS[1], ACCOUNTS[3], 30))
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


DIGESTS = st.lists(st.binary(min_size=32, max_size=32).map(bytes.hex), min_size=1, max_size=9, unique=True)


@given(DIGESTS, st.data())
def test_a_root_is_another_when_a_leaf_is_changed_left_out_added_or_moved(digests: list[str], data: Any) -> None:
    root = merkle.root(digests)
    place = data.draw(st.integers(0, len(digests) - 1))

    other = f"{int(digests[place], 16) ^ 1:064x}"
    changed = [*digests[:place], other, *digests[place + 1 :]]
    left_out = digests[:place] + digests[place + 1 :]
    assert root not in {merkle.root(changed), merkle.root(left_out), merkle.root([*digests, digests[place]])}
    if len(digests) > 1:
        assert merkle.root([*digests[1:], digests[0]]) != root


def test_the_root_is_that_of_the_standard() -> None:
    """RFC 6962's own tree over no leaf and over the empty string, as its implementations publish them."""
    assert merkle.root([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert merkle.root([""]) == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


def seal(*journals: Journal, opening: dict[tuple[str, str], int] | None = None, before: str = "") -> Seal:
    return Seal.over(Period.of(NOW, "UTC"), journals, opening or {}, before, NOW)[0]


def test_a_seal_says_what_is_different_afterwards() -> None:
    one, two = journal(Posting(*ACCOUNTS[:2], 100)), journal(Posting(*ACCOUNTS[:2], 5), business_id="2")
    made = seal(one, two)

    assert made.differences(seal(one, two)) == []
    assert made.differences(seal(two, one)) == ["2026-11-20: root"]
    assert made.differences(seal(one)) == [f"2026-11-20: {name}" for name in ("journals", "moved", "root", "closings")]
    assert made.differences(seal(one, two, before="x")) == ["2026-11-20: before"]
    assert made.differences(seal(one, two, opening={(ACCOUNTS[0], "CNY"): 1})) == ["2026-11-20: closings"]
    assert replace(made, journals=3).differences(seal(one, two)) == ["2026-11-20: journals", "2026-11-20: digest"]


def test_accounts_that_end_the_day_as_they_began_it_have_no_closing() -> None:
    through = journal(Posting(*ACCOUNTS[:2], 100), Posting(*ACCOUNTS[1:3], 100))
    _, changed = Seal.over(Period.of(NOW, "UTC"), [through], {(ACCOUNTS[2], "CNY"): 7}, "", NOW)

    assert changed == {(ACCOUNTS[0], "CNY"): -100, (ACCOUNTS[2], "CNY"): 107}


@pytest.mark.parametrize(
    ("zone", "since", "until"),
    [
        ("UTC", "2026-11-20T00:00:00+00:00", "2026-11-21T00:00:00+00:00"),
        ("Asia/Shanghai", "2026-11-19T16:00:00+00:00", "2026-11-20T16:00:00+00:00"),
        ("America/New_York", "2026-11-20T05:00:00+00:00", "2026-11-21T05:00:00+00:00"),
    ],
)
def test_a_day_is_the_zones_and_the_next_begins_where_it_ends(zone: str, since: str, until: str) -> None:
    day = Period.of(NOW, zone)

    assert (day.day, day.since.isoformat(), day.until.isoformat()) == ("2026-11-20", since, until)
    assert (day.next(zone).day, day.next(zone).since) == ("2026-11-21", day.until)


def test_days_follow_each_other_without_gap_or_overlap_over_a_change_of_clocks_and_of_zone() -> None:
    day = Period.of(datetime(2026, 10, 23, 12, tzinfo=UTC), "Europe/Berlin")
    lengths = []
    for zone in ("Europe/Berlin", "Europe/Berlin", "Asia/Shanghai", "America/New_York"):
        following = day.next(zone)
        assert following.since == day.until <= following.until
        lengths.append((following.until - following.since).total_seconds() / 3600)
        day = following
    assert lengths == [24, 25, 17, 36]
