"""Rules that can never decide, because one above them takes everything that they are for."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.commission.deal import Deal
from argosy.commission.resolution import Shadow, covers, resolve, shadows
from argosy.commission.rule import Match, PriceBand
from tests.commission.deals import NOW, deal, match, rule

HOUR = timedelta(hours=1)
BANDS = [PriceBand(0), PriceBand(0, 20_000), PriceBand(10_000, 20_000), PriceBand(10_000)]
WINDOWS: list[dict[str, Any]] = [
    {},
    {"valid_from": NOW},
    {"valid_to": NOW},
    {"valid_from": NOW - HOUR, "valid_to": NOW + HOUR},
    {"valid_from": NOW, "valid_to": NOW + HOUR},
]


@pytest.mark.parametrize(
    ("wide", "narrow", "hidden"),
    [
        ({}, {}, True),
        ({}, {"merchant": "ann", "price_band": PriceBand(1, 2), "valid_to": NOW}, True),
        ({"merchant": "ann"}, {}, False),
        ({"merchant": "ann"}, {"merchant": "bob"}, False),
        ({"merchant": "ann"}, {"merchant": "ann", "channel": "live"}, True),
        ({"merchant": "ann", "channel": "live"}, {"merchant": "ann"}, False),
        ({"price_band": BANDS[0]}, {}, True),
        ({"price_band": BANDS[1]}, {}, False),
        ({"price_band": BANDS[3]}, {}, False),
        ({"price_band": BANDS[2]}, {"price_band": BANDS[2]}, True),
        ({"price_band": BANDS[1]}, {"price_band": BANDS[2]}, True),
        ({"price_band": BANDS[2]}, {"price_band": BANDS[1]}, False),
        ({"price_band": BANDS[2]}, {"price_band": BANDS[3]}, False),
        ({"price_band": BANDS[3]}, {"price_band": BANDS[2]}, True),
        (WINDOWS[1], WINDOWS[1], True),
        (WINDOWS[1], WINDOWS[0], False),
        (WINDOWS[1], WINDOWS[3], False),
        (WINDOWS[1], WINDOWS[4], True),
        (WINDOWS[2], WINDOWS[2], True),
        (WINDOWS[2], WINDOWS[0], False),
        (WINDOWS[2], WINDOWS[1], False),
        (WINDOWS[3], WINDOWS[4], True),
        (WINDOWS[4], WINDOWS[3], False),
    ],
)
def test_a_match_covers_another_where_it_asks_for_no_more_in_any_field(
    wide: dict[str, Any], narrow: dict[str, Any], hidden: bool
) -> None:
    assert covers(match(**wide), match(**narrow)) is hidden


@pytest.mark.parametrize("field", ["merchant", "category", "product", "biz_type", "channel", "level", "currency"])
def test_every_field_counts_when_one_match_covers_another(field: str) -> None:
    assert not covers(match(**{field: "x"}), Match())
    assert not covers(match(**{field: "x"}), match(**{field: "y"}))
    assert covers(Match(), match(**{field: "x"}))
    assert covers(match(**{field: "x"}), match(**{field: "x"}))


def test_a_rule_below_one_that_takes_everything_is_named_with_the_topmost_that_hides_it() -> None:
    rules = [
        rule(rule_id="live", match=Match(channel="live")),
        rule(rule_id="live gold", match=Match(channel="live", level="gold")),
        rule(rule_id="gold", match=Match(level="gold")),
        rule(rule_id="all"),
        rule(rule_id="last", match=Match(channel="live", biz_type="tip")),
        rule(rule_id="more"),
    ]

    assert shadows(rules) == (Shadow("live gold", "live"), Shadow("last", "live"), Shadow("more", "all"))
    assert shadows(rules[:1]) == ()


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from((None, *values))


matches = st.builds(
    lambda window, **more: Match(**window, **more),
    window=st.sampled_from(WINDOWS), merchant=one_of("ann", "bob"), channel=one_of("live", "direct"),
    price_band=one_of(*BANDS),
)  # fmt: skip


sales = st.builds(
    lambda at, **more: deal(1, quantity=3, at=NOW + at, **more),
    at=st.sampled_from([-2 * HOUR, -HOUR, 0 * HOUR, HOUR, 2 * HOUR]), seller_id=st.sampled_from(["ann", "bob"]),
    channel=st.sampled_from(["live", "direct"]), list_minor=st.sampled_from([0, 29_999, 30_000, 45_000, 60_000, 90_000]),
)  # fmt: skip


@given(st.lists(matches, max_size=6), sales)
def test_a_rule_that_is_called_hidden_never_decides(asked: list[Match], sale: Deal) -> None:
    rules = [rule(rule_id=str(place), match=match) for place, match in enumerate(asked)]

    assert resolve(rules, sale).rule.rule_id not in {hidden.rule_id for hidden in shadows(rules)}
