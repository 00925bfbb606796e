"""Sharing a line out: exact to the last unit, by whom a discount was paid, and the same in every currency."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from argosy.commission.deal import Funding
from argosy.commission.rule import SEED_RULE, WHOLE_BPS, Base, BaseKind, RulePart
from argosy.commission.split import DIRECT_CHANNEL, Part, base_minor, split
from argosy.kernel.money import allocate
from argosy.ledger import accounts
from argosy.ledger.accounts import TAX_PAYABLE
from tests.commission import campaign
from tests.commission.deals import CHANNEL, CREATOR, deal, rule, shares


@pytest.mark.parametrize(
    ("currency", "payable", "creator", "channel", "platform"),
    [
        ("CNY", 10_000, 7_000, 1_000, 2_000),
        ("CNY", 999, 699, 100, 200),
        ("CNY", 1, 1, 0, 0),
        ("CNY", 2, 2, 0, 0),
        ("CNY", 3, 2, 0, 1),
        ("CNY", 5, 4, 0, 1),
        ("JPY", 108, 76, 11, 21),
        ("KWD", 1_999, 1_399, 200, 400),
        ("CNY", 0, 0, 0, 0),
        ("CNY", 10**15 + 1, 7 * 10**14 + 1, 10**14, 2 * 10**14),
    ],
)
def test_seventy_ten_and_the_rest_sum_to_what_is_paid_whatever_its_minor_unit_stands_for(
    currency: str, payable: int, creator: int, channel: int, platform: int
) -> None:
    found = split(SEED_RULE, deal(payable, currency=currency))

    assert found == (
        Part("creator", accounts.creator("ann"), creator),
        Part("channel", DIRECT_CHANNEL, channel),
        Part("platform", accounts.COMMISSION, platform),
    )


def test_a_coupon_that_the_platform_pays_does_not_cut_the_creators_base_and_one_that_the_merchant_pays_does() -> None:
    whole = {"creator": 7_000, "channel": 1_000, "platform": 2_000}
    by_merchant = (Funding("merchant", 2_000),)

    assert shares(rule(), 8_000, by_platform=2_000, list_minor=10_000) == whole
    assert shares(rule(), 8_000, funding=by_merchant) == {"creator": 5_600, "channel": 800, "platform": 1_600}
    both = (*by_merchant, Funding("platform", 500), Funding("platform", 1_500))
    assert base_minor(rule(), deal(6_000, funding=both)) == 8_000


@pytest.mark.parametrize(
    ("base", "of_base", "shipping", "tax"),
    [
        (Base(), 10_000, 800, 1_300),
        (Base(kind=BaseKind.GROSS), 11_300, 800, None),
        (Base(include_shipping=True), 10_800, None, 1_300),
        (Base(kind=BaseKind.GROSS, include_shipping=True), 12_100, None, None),
    ],
)
def test_what_the_base_leaves_out_goes_to_the_seller_as_shipping_and_to_the_tax_office_as_tax(
    base: Base, of_base: int, shipping: int | None, tax: int | None
) -> None:
    line = deal(12_100, tax_minor=1_300, shipping_minor=800)
    found = {part.role: part for part in split(rule(base=base), line)}

    assert base_minor(rule(base=base), line) == of_base
    assert sum(part.amount_minor for part in found.values()) == 12_100
    assert found.get("shipping") == (Part("shipping", accounts.creator("ann"), shipping) if shipping else None)
    assert found.get("tax") == (Part("tax", TAX_PAYABLE, tax) if tax else None)


@pytest.mark.parametrize(
    ("payable", "expected"),
    [
        (0, {}),
        (300, {"tax": 300}),
        (1_300, {"tax": 1_300}),
        (1_301, {"tax": 1_300, "shipping": 1}),
        (2_100, {"tax": 1_300, "shipping": 800}),
        (2_101, {"tax": 1_300, "shipping": 800, "creator": 1}),
    ],
)
def test_where_a_reduction_leaves_less_than_tax_and_shipping_nobody_falls_below_zero(
    payable: int, expected: dict[str, int]
) -> None:
    found = shares(rule(), payable, tax_minor=1_300, shipping_minor=800)

    assert {role: minor for role, minor in found.items() if minor} == expected


def test_what_the_platform_funds_is_shared_even_where_the_buyer_pays_nothing() -> None:
    assert shares(rule(), 0, by_platform=1_000) == {"creator": 700, "channel": 100, "platform": 200}


weights = st.lists(st.integers(0, WHOLE_BPS), min_size=1, max_size=7).filter(lambda given: sum(given) <= WHOLE_BPS)


@given(st.integers(0, 10**15), weights)
def test_percentages_sum_to_the_total_each_within_one_unit_and_the_same_each_time(total: int, rates: list[int]) -> None:
    asked = rule(*(RulePart(role=f"r{n}", party_ref="seller", value=rate) for n, rate in enumerate(rates)))
    found = [part.amount_minor for part in split(asked, deal(total))]

    assert sum(found) == total
    exact = [Fraction(total * rate, WHOLE_BPS) for rate in (*rates, WHOLE_BPS - sum(rates))]
    assert all(abs(share - wished) < 1 for share, wished in zip(found, exact, strict=True))
    assert found == [part.amount_minor for part in split(asked, deal(total))]


def test_drawn_sales_with_everything_a_rule_can_say_split_and_refunded_in_random_parts_come_out_even() -> None:
    figures = campaign.run(cases=2_000, seed=1)

    assert figures.refunds > 4_000
    assert min(figures.plain, figures.capped) > 100


def test_the_refunds_of_the_written_example_take_back_every_cent() -> None:
    left = [part.amount_minor for part in split(rule(CREATOR, replace(CHANNEL, value=2_000)), deal(10_000))]
    taken = []
    for refund_minor in (333, 3_333, 1, 6_333):
        taken.append(allocate(refund_minor, left))
        left = [minor - back for minor, back in zip(left, taken[-1], strict=True)]

    assert taken == [(233, 67, 33), (2_333, 667, 333), (1, 0, 0), (4_433, 1_266, 634)]
    assert left == [0, 0, 0]
