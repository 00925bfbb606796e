"""The rule book: every change is the next version of the whole, numbered from the top, and tells who changed what."""

from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import TypeAdapter

from argosy.commission.book import RuleBook
from argosy.commission.errors import InvalidSplit
from argosy.commission.rule import (
    SEED_RULE,
    Base,
    BaseKind,
    Match,
    PartKind,
    PriceBand,
    Rule,
    RulePart,
    Tier,
    Timing,
)
from argosy.kernel.errors import NotFound, StateConflict
from tests.commission.deals import CREATOR, NOW, rule

WRONG = rule(replace(CREATOR, value=0), rule_id="wrong")
LATER = NOW + timedelta(hours=1)


def book(*rule_ids: str) -> RuleBook:
    found = RuleBook(version=0)
    for rule_id in rule_ids:
        found, _ = found.add(rule(rule_id=rule_id), None, by="fin", at=NOW)
    return found


def order(found: RuleBook) -> list[str]:
    assert [one.position for one in found.rules] == list(range(1, len(found.rules) + 1))
    return [one.rule_id for one in found.rules]


@pytest.mark.parametrize(
    ("position", "expected"), [(None, "abcx"), (1, "xabc"), (2, "axbc"), (4, "abcx"), (99, "abcx")]
)
def test_a_rule_is_put_at_its_position_and_the_others_move_down(position: int | None, expected: str) -> None:
    before = book("a", "b", "c")
    after, told = before.add(rule(rule_id="x"), position, by="ops", at=LATER)

    assert "".join(order(after)) == expected
    assert (after.version, after.saved_by, after.saved_at) == (4, "ops", LATER)
    assert (told.rule_id, told.book_version, told.before) == ("x", 4, None)
    assert told.after is not None
    assert (told.after["rule_id"], told.after["position"]) == ("x", after.rule("x").position)
    assert order(before) == ["a", "b", "c"]


@pytest.mark.parametrize(("position", "expected"), [(None, "abc"), (1, "bac"), (2, "abc"), (3, "acb"), (9, "acb")])
def test_a_changed_rule_stays_where_it_stood_or_moves_to_its_new_position(position: int | None, expected: str) -> None:
    before = book("a", "b", "c")
    after, told = before.change(rule(CREATOR, rule_id="b"), position, by="ops", at=LATER)

    assert "".join(order(after)) == expected
    assert after.rule("b").parts == (CREATOR,)
    assert (after.version, after.saved_by, after.saved_at) == (4, "ops", LATER)
    assert told.rule_id == "b"
    assert told.before is not None
    assert told.after is not None
    assert (len(told.before["parts"]), len(told.after["parts"])) == (2, 1)


def test_a_rule_that_is_taken_away_is_told_with_what_it_was() -> None:
    after, told = book("a", "b", "c").remove("b", by="ops", at=LATER)

    assert order(after) == ["a", "c"]
    assert (after.version, after.saved_by, after.saved_at) == (4, "ops", LATER)
    assert (told.rule_id, told.book_version, told.after) == ("b", 4, None)
    assert told.before is not None
    assert told.before["rule_id"] == "b"


def test_what_is_not_in_the_book_is_not_found_and_what_cannot_be_followed_is_refused() -> None:
    with pytest.raises(NotFound):
        book("a").rule("b")
    with pytest.raises(NotFound):
        book("a").change(rule(rule_id="b"), None, by="ops", at=LATER)
    with pytest.raises(NotFound):
        book("a").remove("b", by="ops", at=LATER)
    with pytest.raises(InvalidSplit):
        book("a").add(WRONG, None, by="ops", at=LATER)
    with pytest.raises(InvalidSplit):
        book("wrong").change(WRONG, None, by="ops", at=LATER)


def test_a_rule_that_is_in_the_book_already_is_not_put_in_again() -> None:
    with pytest.raises(StateConflict):
        book("a").add(rule(rule_id="a", match=Match(level="gold")), None, by="ops", at=LATER)


@pytest.mark.parametrize(
    "kept",
    [
        SEED_RULE,
        Rule(
            rule_id="rul_all",
            position=3,
            match=Match(
                merchant="usr_a", category="light", product="prd_a", biz_type="goods", channel="live", level="gold",
                currency="KWD", price_band=PriceBand(1, 2), valid_from=NOW, valid_to=LATER,
            ),
            base=Base(kind=BaseKind.GROSS, include_shipping=True),
            parts=(
                RulePart(role="creator", party_ref="seller", tiers=(Tier(0, 1), Tier(9, 2)), min_minor=1, max_minor=2),
                RulePart(role="fee", party_ref="affiliate:acme", kind=PartKind.FIXED_PER_UNIT, value=5),
            ),
            timing=Timing.T_PLUS_N,
            days=7,
        ),
    ],
)  # fmt: skip
def test_a_rule_that_an_order_keeps_as_json_reads_back_equal(kept: Rule) -> None:
    adapter = TypeAdapter(Rule)

    assert adapter.validate_json(adapter.dump_json(kept)) == kept
