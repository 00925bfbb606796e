"""The parts of a rule: tiers, limits, fixed amounts, and who a party is."""

from dataclasses import replace
from typing import Any

import pytest

from argosy.commission.rule import WHOLE_BPS, PartKind, RulePart, Tier
from argosy.commission.split import bps, split
from argosy.kernel.money import allocate
from tests.commission.deals import CHANNEL, CREATOR, deal, rule, shares

FIXED = PartKind.FIXED_PER_UNIT
TIERS = replace(CREATOR, value=0, tiers=(Tier(0, 6_000), Tier(1_000, 7_000), Tier(5_000, 0), Tier(9_000, 8_000)))


@pytest.mark.parametrize(
    ("base", "rate"),
    [(0, 6_000), (999, 6_000), (1_000, 7_000), (4_999, 7_000), (5_000, 0), (8_999, 0), (9_000, 8_000), (10**15, 8_000)],
)
def test_a_tier_holds_for_the_whole_base_from_its_lower_bound_on(base: int, rate: int) -> None:
    assert bps(TIERS, base) == rate
    assert shares(rule(TIERS), base)["creator"] == allocate(base, (rate, WHOLE_BPS - rate))[0]


def test_the_tier_is_that_of_the_base_and_not_of_the_price() -> None:
    assert shares(rule(TIERS), 1_080, shipping_minor=81)["creator"] == 599
    assert shares(rule(TIERS), 1_080, shipping_minor=80)["creator"] == 700


@pytest.mark.parametrize(
    ("limits", "payable", "creator"),
    [
        ({"min_minor": 500}, 700, 500),
        ({"min_minor": 500}, 715, 501),
        ({"min_minor": 500}, 400, 400),
        ({"min_minor": 0}, 0, 0),
        ({"max_minor": 500}, 700, 490),
        ({"max_minor": 500}, 10_000, 500),
        ({"max_minor": 0}, 10_000, 0),
        ({"min_minor": 300, "max_minor": 300}, 100_000, 300),
    ],
)
def test_a_minimum_comes_out_of_the_platforms_rest_and_what_a_maximum_leaves_goes_there(
    limits: dict[str, Any], payable: int, creator: int
) -> None:
    found = shares(rule(replace(CREATOR, **limits)), payable)

    assert found == {"creator": creator, "platform": payable - creator}


@pytest.mark.parametrize(
    ("payable", "quantity", "expected"),
    [
        (1_000, 1, {"affiliate": 100, "creator": 700, "platform": 200}),
        (1_000, 3, {"affiliate": 300, "creator": 700, "platform": 0}),
        (1_000, 4, {"affiliate": 400, "creator": 600, "platform": 0}),
        (250, 3, {"affiliate": 250, "creator": 0, "platform": 0}),
    ],
)
def test_fixed_amounts_are_per_piece_and_where_the_base_is_too_small_the_later_parts_get_less(
    payable: int, quantity: int, expected: dict[str, int]
) -> None:
    fixed = RulePart(role="affiliate", party_ref="affiliate:acme", kind=FIXED, value=100)

    assert shares(rule(fixed, CREATOR), payable, quantity=quantity) == expected


def test_a_fixed_amount_keeps_to_its_limits_for_the_line() -> None:
    fixed = RulePart(role="affiliate", party_ref="affiliate:acme", kind=FIXED, value=100, min_minor=150, max_minor=250)

    assert [shares(rule(fixed), 9_000, quantity=count)["affiliate"] for count in (1, 2, 3)] == [150, 200, 250]


@pytest.mark.parametrize(
    ("promoters", "channel", "parent"),
    [
        ((), "channel:direct", "channel:direct"),
        (("bob",), "channel:bob", "channel:direct"),
        (("bob", "eve"), "channel:bob", "channel:eve"),
    ],
)
def test_promoters_get_their_level_and_what_has_no_promoter_goes_to_the_direct_channel(
    promoters: tuple[str, ...], channel: str, parent: str
) -> None:
    second = RulePart(role="parent", party_ref="parent_promoter", value=500)
    named = RulePart(role="affiliate", party_ref="affiliate:acme", value=500)
    found = split(rule(CREATOR, CHANNEL, second, named), deal(10_000, promoter_ids=promoters))

    assert {part.role: part.party for part in found} == {
        "creator": "creator:ann", "channel": channel, "parent": parent, "affiliate": "affiliate:acme",
        "platform": "platform:commission",
    }  # fmt: skip
    assert [part.amount_minor for part in found] == [7_000, 1_000, 500, 500, 1_000]
