"""Claims on an order: whatever is asked, given back, cancelled and shipped in whatever order, no piece counts twice."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from argosy.kernel.errors import Refusal
from argosy.orders import claims, shipping
from argosy.orders.claim import Claim
from argosy.orders.line import Line
from argosy.orders.order import Order
from argosy.orders.shipment import Parcel, Shipment
from argosy.orders.status import OrderStatus

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CALM = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)  # a busy machine is no fault


def order(quantity: int, payable_minor: int) -> Order:
    line = Line(
        line_no=1, sku_id="sku", product_id="prd", seller_id="usr_s", title="A lamp", code="L", options={},
        quantity=quantity, unit_price_minor=1, payable_minor=payable_minor,
    )  # fmt: skip
    return Order(
        id="ord", buyer_id="usr_b", seller_id="usr_s", status=OrderStatus.PAID, currency="CNY", payable_minor=payable_minor,
        paid_minor=payable_minor, lines=(line,), address={"name": "Li Lei"}, pay_deadline=NOW, created_at=NOW,
    )  # fmt: skip


def done(before: Order, deed: str, pieces: int, number: int) -> Order:
    open_ones = [claim.case_id for claim in before.claims if claim.open]
    if deed in ("sent", "unsent"):
        return claims.claim(before, Claim(str(number), 1, pieces, sent=deed == "sent"))
    if deed == "ship":
        return shipping.ship(before, Shipment(str(number), "SF", "1", (Parcel(1, pieces),), NOW))
    if not open_ones:
        return before
    if deed == "back":
        held = next(claim for claim in before.claims if claim.case_id == open_ones[0])
        return claims.give_back(before, held.case_id, min(pieces, held.quantity))
    return claims.end(before, open_ones[0], kept=deed == "keep")


DEEDS = st.tuples(st.sampled_from(["sent", "unsent", "ship", "back", "keep", "drop"]), st.integers(1, 5))


@CALM
@given(st.integers(1, 6), st.lists(DEEDS, max_size=20))
def test_what_is_asked_for_and_what_came_back_never_exceed_what_was_bought(
    quantity: int, deeds: list[tuple[str, int]]
) -> None:
    now = order(quantity, 10_007)
    for number, (deed, pieces) in enumerate(deeds):
        try:
            now = done(now, deed, pieces, number)
        except Refusal:
            continue
        line = now.lines[0]
        assert 0 <= sum(claim.quantity for claim in now.claims) <= line.quantity - line.returned_quantity


@CALM
@given(st.lists(st.integers(1, 5), min_size=1, max_size=8), st.integers(1, 100_000))
def test_the_pieces_of_a_line_asked_for_in_any_parts_are_worth_its_price(parts: list[int], payable_minor: int) -> None:
    now, worth = order(sum(parts), payable_minor), 0
    for number, pieces in enumerate(parts):
        worth += claims.share_minor(now, 1, pieces)
        now = claims.claim(now, Claim(str(number), 1, pieces, sent=False))
    assert worth == payable_minor


def test_an_order_with_an_open_claim_is_not_completed_and_with_an_ended_one_it_is() -> None:
    asked = claims.claim(replace(order(2, 10), status=OrderStatus.DELIVERED), Claim("a", 1, 1, sent=False, open=True))
    with pytest.raises(Refusal, match="open"):
        asked.complete()
    assert claims.end(asked, "a", kept=True).complete().status is OrderStatus.COMPLETED
