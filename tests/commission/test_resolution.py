"""Which rule decides: the first that holds, in the operators' own order; and which can never be reached."""

from datetime import timedelta
from typing import Any

import pytest

from argosy.commission.resolution import Resolution, Skipped, mismatch, resolve
from argosy.commission.rule import SEED_RULE, Match, PriceBand
from tests.commission.deals import NOW, deal, match, rule

SOLD = deal(30_000, quantity=3, product_id="prd_lamp", category="light", biz_type="goods", channel="live", level="gold")
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("field", "same", "other"),
    [
        ("merchant", "ann", "bob"),
        ("category", "light", "sound"),
        ("product", "prd_lamp", "prd_bell"),
        ("biz_type", "goods", "tip"),
        ("channel", "live", "direct"),
        ("level", "gold", "silver"),
        ("currency", "CNY", "JPY"),
        ("price_band", PriceBand(10_000, 10_001), PriceBand(10_001, 20_000)),
        ("price_band", PriceBand(10_000), PriceBand(9_000, 10_000)),
        ("price_band", PriceBand(0, 10_001), PriceBand(10_001)),
        ("valid_from", NOW, NOW + HOUR),
        ("valid_to", NOW + HOUR, NOW),
    ],
)
def test_a_rule_holds_where_every_field_that_it_names_is_the_deals(field: str, same: Any, other: Any) -> None:
    assert mismatch(match(**{field: same}), SOLD) is None
    assert mismatch(match(**{field: other}), SOLD) == field


def test_a_rule_that_names_nothing_holds_for_everything_and_a_deal_without_a_field_is_not_what_names_it() -> None:
    assert mismatch(Match(), deal(1)) is None
    assert [mismatch(match(**{name: "x"}), deal(1)) for name in ("category", "product", "level")] == [
        "category",
        "product",
        "level",
    ]


def test_a_price_band_is_of_one_piece_by_list_exactly_even_where_the_price_of_a_piece_is_not_whole() -> None:
    third = deal(1, quantity=3, list_minor=100)  # 33.33… a piece

    assert mismatch(Match(price_band=PriceBand(33, 34)), third) is None
    assert mismatch(Match(price_band=PriceBand(0, 33)), third) == "price_band"
    assert mismatch(Match(price_band=PriceBand(34)), third) == "price_band"


def test_the_first_rule_that_holds_decides_and_the_answer_says_why_the_others_did_not() -> None:
    rules = [
        rule(rule_id="silver", match=Match(level="silver")),
        rule(rule_id="sound", match=Match(category="sound", channel="live")),
        rule(rule_id="live", match=Match(channel="live")),
        rule(rule_id="gone", match=Match(valid_to=NOW)),
        rule(rule_id="all"),
        rule(rule_id="more"),
    ]

    assert resolve(rules, SOLD) == Resolution(
        rules[2], (Skipped("silver", "level"), Skipped("sound", "category")), ("all", "more")
    )
    assert resolve(rules[::-1], SOLD) == Resolution(rules[5], (), ("all", "live"))


def test_where_no_rule_holds_the_built_in_one_does() -> None:
    rules = [rule(rule_id="jpy", match=Match(currency="JPY"))]

    assert resolve(rules, SOLD) == Resolution(SEED_RULE, (Skipped("jpy", "currency"),), ())
    assert resolve((), SOLD) == Resolution(SEED_RULE, (), ())
