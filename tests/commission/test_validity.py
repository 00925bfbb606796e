"""A rule that could not be followed exactly is refused with every reason, and the bounds are where they are said to be."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from argosy.commission.errors import InvalidSplit
from argosy.commission.rule import SEED_RULE, Match, PartKind, PriceBand, Rule, RulePart, Tier, Timing
from argosy.commission.validity import WHY, checked, problems
from argosy.kernel.money import LARGEST_MINOR
from tests.commission.deals import CHANNEL, CREATOR, NOW, rule

FIXED = PartKind.FIXED_PER_UNIT
IN_CNY = Match(currency="CNY")
HUGE = LARGEST_MINOR + 1


def creator(**more: Any) -> RulePart:
    return replace(CREATOR, **more)


def tiered(*tiers: tuple[int, int], **more: Any) -> RulePart:
    return creator(**{"value": 0, "tiers": tuple(Tier(*tier) for tier in tiers), **more})


def several(count: int, value: int) -> tuple[RulePart, ...]:
    return tuple(RulePart(role=f"r{n}", party_ref="seller", value=value) for n in range(count))


@pytest.mark.parametrize(
    "valid",
    [
        SEED_RULE,
        rule(creator(value=1)),
        rule(creator(value=10_000)),
        rule(creator(value=9_000), CHANNEL),
        rule(*several(7, 1)),
        rule(tiered((0, 10_000))),
        rule(tiered((0, 0), (1, 10_000)), match=IN_CNY),
        rule(tiered((0, 9_000), (100, 1_000)), tiered((0, 1_000), (100, 9_000), role="channel"), match=IN_CNY),
        rule(tiered((0, 1), (LARGEST_MINOR, 1)), match=IN_CNY),
        rule(creator(kind=FIXED, value=1), match=IN_CNY),
        rule(creator(kind=FIXED, value=LARGEST_MINOR), match=IN_CNY),
        rule(creator(value=10_000), creator(role="fee", kind=FIXED, value=20_000), match=IN_CNY),
        rule(creator(min_minor=0, max_minor=0), match=IN_CNY),
        rule(creator(min_minor=LARGEST_MINOR, max_minor=LARGEST_MINOR), match=IN_CNY),
        rule(creator(min_minor=LARGEST_MINOR), match=IN_CNY),
        rule(match=Match(currency="CNY", price_band=PriceBand(0))),
        rule(match=Match(currency="CNY", price_band=PriceBand(5, 6))),
        rule(match=Match(currency="CNY", price_band=PriceBand(LARGEST_MINOR - 1, LARGEST_MINOR))),
        rule(match=Match(valid_from=NOW, valid_to=NOW + timedelta(milliseconds=1))),
        rule(match=Match(valid_from=NOW)),
        rule(match=Match(valid_to=NOW)),
        rule(timing=Timing.T_PLUS_N, days=1),
        rule(timing=Timing.T_PLUS_N, days=365),
        rule(timing=Timing.INSTANT),
        rule(creator(party_ref="parent_promoter")),
        *(rule(creator(party_ref=f"{kind}:a")) for kind in ("affiliate", "agency", "channel", "creator", "partner")),
        rule(creator(party_ref="affiliate:" + "aZ0_-" + "9" * 59)),
    ],
)
def test_a_rule_at_the_edge_of_what_is_allowed_is_taken(valid: Rule) -> None:
    assert checked(valid) is valid


@pytest.mark.parametrize(
    ("wrong", "found"),
    [
        (replace(SEED_RULE, parts=()), [("parts", "no_parts")]),
        (rule(*several(8, 1)), [("parts", "too_many_parts")]),
        (rule(CREATOR, CHANNEL, creator(value=1)), [("parts.2.role", "same_role")]),
        (rule(creator(role="platform")), [("parts.0.role", "same_role")]),
        (rule(creator(role="shipping")), [("parts.0.role", "same_role")]),
        (rule(CHANNEL, creator(role="tax")), [("parts.1.role", "same_role")]),
        (rule(creator(value=9_001), CHANNEL), [("parts", "above_whole")]),
        (rule(creator(value=LARGEST_MINOR)), [("parts.0.value", "value_out_of_range"), ("parts", "above_whole")]),
        (rule(creator(value=10_001)), [("parts.0.value", "value_out_of_range"), ("parts", "above_whole")]),
        (rule(creator(value=0)), [("parts.0.value", "value_out_of_range")]),
        (rule(creator(value=-1)), [("parts.0.value", "value_out_of_range")]),
        (rule(creator(kind=FIXED, value=0), match=IN_CNY), [("parts.0.value", "value_out_of_range")]),
        (rule(creator(kind=FIXED, value=HUGE), match=IN_CNY), [("parts.0.value", "value_out_of_range")]),
        (rule(tiered((0, 1), value=1)), [("parts.0.value", "value_and_tiers")]),
        (rule(tiered((0, 1), kind=FIXED), match=IN_CNY), [("parts.0.value", "value_and_tiers")]),
        (rule(tiered((1, 1))), [("parts.0.tiers", "tiers_unsorted")]),
        (
            rule(tiered((1, 1), value=10_001)),
            [("parts.0.value", "value_and_tiers"), ("parts.0.tiers", "tiers_unsorted"), ("parts", "above_whole")],
        ),
        (rule(tiered((0, 1), (2, 1), (1, 1)), match=IN_CNY), [("parts.0.tiers", "tiers_unsorted")]),
        (rule(tiered((0, 1), (1, 1), (1, 2)), match=IN_CNY), [("parts.0.tiers", "tiers_unsorted")]),
        (rule(tiered((-1, 1), (0, 1)), match=IN_CNY), [("parts.0.tiers", "tiers_unsorted")]),
        (rule(tiered((0, 1), (HUGE, 1)), match=IN_CNY), [("parts.0.tiers", "tiers_unsorted")]),
        (rule(tiered((0, 0))), [("parts.0.tiers", "value_out_of_range")]),
        (rule(tiered((0, -1), (9, 1)), match=IN_CNY), [("parts.0.tiers", "value_out_of_range")]),
        (
            rule(tiered((0, 1), (9, 10_001)), match=IN_CNY),
            [("parts.0.tiers", "value_out_of_range"), ("parts", "above_whole")],
        ),
        (
            rule(tiered((0, 5_000), (100, 6_000)), tiered((0, 5_000), (200, 4_001), role="b"), match=IN_CNY),
            [("parts", "above_whole")],
        ),
        (rule(tiered((0, 1), (100, 9_001)), CHANNEL, match=IN_CNY), [("parts", "above_whole")]),
        (rule(creator(min_minor=-1), match=IN_CNY), [("parts.0.min_minor", "limits_crossed")]),
        (rule(creator(min_minor=2, max_minor=1), match=IN_CNY), [("parts.0.min_minor", "limits_crossed")]),
        (rule(creator(max_minor=-1), match=IN_CNY), [("parts.0.min_minor", "limits_crossed")]),
        (rule(creator(max_minor=HUGE), match=IN_CNY), [("parts.0.min_minor", "limits_crossed")]),
        (rule(creator(min_minor=HUGE), match=IN_CNY), [("parts.0.min_minor", "limits_crossed")]),
        (rule(creator(kind=FIXED, value=1)), [("match.currency", "currency_needed")]),
        (rule(creator(min_minor=0)), [("match.currency", "currency_needed")]),
        (rule(creator(max_minor=9)), [("match.currency", "currency_needed")]),
        (rule(CHANNEL, tiered((0, 1), (9, 2))), [("match.currency", "currency_needed")]),
        (rule(match=Match(price_band=PriceBand(0))), [("match.currency", "currency_needed")]),
        (rule(match=Match(currency="CNY", price_band=PriceBand(5, 5))), [("match.price_band", "empty_range")]),
        (rule(match=Match(currency="CNY", price_band=PriceBand(-1, 5))), [("match.price_band", "empty_range")]),
        (rule(match=Match(currency="CNY", price_band=PriceBand(1, HUGE))), [("match.price_band", "empty_range")]),
        (rule(match=Match(currency="CNY", price_band=PriceBand(LARGEST_MINOR))), [("match.price_band", "empty_range")]),
        (rule(match=Match(valid_from=NOW, valid_to=NOW)), [("match.valid_to", "empty_range")]),
        (rule(timing=Timing.T_PLUS_N), [("days", "days_needed")]),
        (rule(timing=Timing.T_PLUS_N, days=0), [("days", "days_needed")]),
        (rule(timing=Timing.T_PLUS_N, days=366), [("days", "days_needed")]),
        (rule(timing=Timing.ON_RECEIPT, days=1), [("days", "days_needed")]),
        (rule(timing=Timing.INSTANT, days=0), [("days", "days_needed")]),
        *(
            (rule(creator(party_ref=ref)), [("parts.0.party_ref", "unknown_party")])
            for ref in (
                "",
                "buyer",
                "affiliate",
                "affiliate:",
                "platform:commission",
                "world:stripe",
                "order:ord_1:escrow",
                "affiliate:a#b",
                "affiliate:a:b",
                "affiliate:a\n",
                "affiliate:é",
                "affiliate:" + "a" * 65,
                "Seller",
            )
        ),
    ],
)
def test_what_is_wrong_with_a_rule_is_said_by_its_place_and_reason(wrong: Rule, found: list[tuple[str, str]]) -> None:
    assert list(problems(wrong)) == found


def test_a_refusal_names_every_reason_at_once_in_words() -> None:
    wrong = rule(creator(value=10_000), creator(party_ref="buyer", value=0), days=3)

    with pytest.raises(InvalidSplit) as refused:
        checked(wrong)

    assert refused.value.errors == [
        {"field": "parts.1.role", "code": "same_role", "message": WHY["same_role"]},
        {"field": "parts.1.party_ref", "code": "unknown_party", "message": WHY["unknown_party"]},
        {"field": "parts.1.value", "code": "value_out_of_range", "message": WHY["value_out_of_range"]},
        {"field": "days", "code": "days_needed", "message": WHY["days_needed"]},
    ]
