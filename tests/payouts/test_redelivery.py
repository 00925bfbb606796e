"""A queue delivers again what was handled long ago, when the money is elsewhere: nothing happens, and nothing fails."""

import pytest

from tests.payouts.test_statement import approved
from tests.payouts.world import Payouts
from tests.support.bus import told
from tests.support.cloud import rows


def everything_again(world: Payouts) -> None:
    for name in {row["name"] for row in told()}:
        world.bus.again(name)


@pytest.mark.parametrize("words", [["paid"], ["failed"], ["paid", "returned"]])
def test_whatever_was_told_of_payouts_is_delivered_again_and_changes_nothing(world: Payouts, words: list[str]) -> None:
    ann = world.payee("ann", 10_000)
    world.asked(ann, 3_000)
    world.hear()
    approved(world, ann, 4_000)
    for word in words:
        world.bank_says(word)
        world.hear()
    world.post(f"creator:{ann.id}:available", "world:stripe", world.wallet(ann)[0], "CNY")
    before = rows()
    everything_again(world)

    assert rows() == before


def test_a_statement_without_funds_stays_failed_when_it_is_told_again_and_funds_have_come(world: Payouts) -> None:
    ann = world.payee("ann", 1_000)
    payout_id = approved(world, ann, 4_000)
    world.fund(ann, 9_000)
    before = rows()
    everything_again(world)

    assert rows() == before
    assert world.state(ann, payout_id)[0] == "failed"
