"""Shares of a line, and refunds: only those of their line, from what remains of each, and never more than there is."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from argosy.catalogue.biz_type import BizType
from argosy.commission.deal import Deal, Funding
from argosy.commission.rule import Timing
from argosy.orders.line import Line
from argosy.orders.price import Discount, Stage
from argosy.orders.split import Sale, Share, deal_of, shares_of, taken_back
from tests.commission.deals import match, rule

LINE = Line(
    line_no=2, sku_id="s", product_id="p", seller_id="ann", title="t", code="c", options={}, quantity=1,
    unit_price_minor=10_000, payable_minor=10_000,
)  # fmt: skip
AT = datetime(2026, 11, 20, tzinfo=UTC)
ROLES = {BizType.RECHARGE: "wallet", BizType.AD: "budget", BizType.MEMBERSHIP: "deferred"}
SHARES = tuple(
    Share(line_no=line_no, role=role, party=f"{role}:x", amount_minor=minor)
    for line_no in (1, 2)
    for role, minor in (("creator", 7_000), ("platform", 2_000), ("channel", 1_000))
)


def test_a_refund_takes_from_the_shares_of_its_line_and_from_no_others() -> None:
    after, given = taken_back(SHARES, 2, 333)

    assert given == {3: 233, 4: 67, 5: 33}
    assert after[:3] == SHARES[:3]
    assert after[3:] == tuple(
        replace(share, reversed_minor=minor) for share, minor in zip(SHARES[3:], (233, 67, 33), strict=True)
    )


def test_a_share_that_has_nothing_left_gives_nothing_and_is_not_named() -> None:
    shares = (replace(SHARES[0], reversed_minor=7_000), replace(SHARES[1], reversed_minor=1_999), SHARES[2])

    assert taken_back(shares, 1, 1)[1] == {2: 1}
    assert taken_back(shares, 1, 1_001)[1] == {1: 1, 2: 1_000}
    assert taken_back(shares, 1, 1_001)[0][0] == shares[0]


def test_more_than_what_remains_of_the_line_cannot_be_taken_back() -> None:
    assert taken_back(SHARES, 1, 10_000)[1] == {0: 7_000, 1: 2_000, 2: 1_000}
    with pytest.raises(ValueError, match=r"^10001 is more than 10000$"):
        taken_back(SHARES, 1, 10_001)


def test_a_line_is_shared_among_its_creator_its_channel_and_the_platform() -> None:
    assert [(share.role, share.party, share.amount_minor) for share in shares_of([LINE], sale(BizType.GOODS), ())] == [
        ("creator", "creator:ann", 7_000),
        ("channel", "channel:direct", 1_000),
        ("platform", "platform:commission", 2_000),
    ]


@pytest.mark.parametrize(
    ("biz_type", "party", "account"),
    [
        (BizType.RECHARGE, "user:bob", "user:bob:cash"),
        (BizType.AD, "advertiser:bob", "advertiser:bob:budget"),
        (BizType.MEMBERSHIP, "platform:deferred", "platform:deferred"),
    ],
)
def test_what_nobody_sells_belongs_to_one_party_as_a_whole(biz_type: BizType, party: str, account: str) -> None:
    (share,) = shares_of([LINE], sale(biz_type), ())

    assert (share.party, share.account, share.amount_minor, share.rule_id) == (party, account, 10_000, None)
    assert (share.line_no, share.role) == (2, ROLES[biz_type])


def test_commission_sees_all_of_a_line_that_a_rule_may_ask_for() -> None:
    coupon = Discount(Stage.COUPON, "platform", 300, "cpn_1")
    line = replace(
        LINE,
        quantity=2,
        unit_price_minor=5_000,
        discounts=(coupon,),
        shipping_minor=40,
        tax_minor=60,
        payable_minor=9_800,
    )

    assert deal_of(line, replace(sale(BizType.TIP), promoter_ids=("pro",))) == Deal(
        line_no=2, seller_id="ann", product_id="p", biz_type=BizType.TIP, promoter_ids=("pro",), currency="CNY", quantity=2,
        list_minor=10_000, payable_minor=9_800, tax_minor=60, shipping_minor=40, at=AT, funding=(Funding("platform", 300),),
    )  # fmt: skip


def test_each_share_says_by_which_rule_it_was_given_and_when_it_is_available() -> None:
    of_another = rule(rule_id="rul_b", match=match(product="another"))
    of_this = rule(rule_id="rul_p", match=match(product="p"), timing=Timing.T_PLUS_N, days=9)

    found = shares_of([LINE], sale(BizType.GOODS), (of_another, of_this))

    assert {(share.rule_id, share.timing, share.days) for share in found} == {("rul_p", Timing.T_PLUS_N, 9)}


def test_a_tip_is_available_at_once_and_a_sale_when_its_window_ends() -> None:
    accounts = [shares_of([LINE], sale(biz_type), ())[0].paid().account for biz_type in (BizType.TIP, BizType.GOODS)]

    assert accounts == ["creator:ann:available", "creator:ann:pending"]


def test_a_channel_passes_on_what_sellers_and_promoters_earn_and_keeps_what_is_nobodys_outside() -> None:
    sold = (*shares_of([LINE], sale(BizType.GOODS), ()), *shares_of([LINE], promoted(), ()))

    assert {share.party: share.paid(by_channel=True).by_channel for share in sold} == {
        "creator:ann": True, "channel:pro": True, "channel:direct": False, "platform:commission": False,
    }  # fmt: skip
    assert {share.paid().by_channel for share in sold} == {False}
    (tip, *_) = shares_of([LINE], sale(BizType.TIP), ())
    assert tip.paid(by_channel=True).account == "creator:ann:at_channel"


def promoted() -> Sale:
    return replace(sale(BizType.GOODS), promoter_ids=("pro",))


def sale(biz_type: BizType) -> Sale:
    return Sale(biz_type, "bob", "CNY", (), AT)
