"""Shares of a line, and refunds: only those of their line, from what remains of each, and never more than there is."""

from dataclasses import replace

import pytest

from argosy.orders.split import Rule, Share, shares_of, taken_back

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


def test_a_line_is_shared_among_its_creator_the_platform_and_its_channel() -> None:
    assert shares_of(2, 10_000, "ann", Rule()) == (
        Share(line_no=2, role="creator", party="creator:ann", amount_minor=7_000),
        Share(line_no=2, role="platform", party="platform:commission", amount_minor=2_000),
        Share(line_no=2, role="channel", party="channel:direct", amount_minor=1_000),
    )
