"""Every word of a channel against every state of an order (trade.md §3.4), through the real webhook, queue and books."""

from collections.abc import Callable

import pytest

from argosy.payments.matrix import TABLE, Said, Standing
from tests.conftest import Clock
from tests.support.books import balance
from tests.support.late import OTHER, Scene, journals
from tests.support.people import Person
from tests.support.shop import Shop


@pytest.fixture
def scene(shop: Shop, join: Callable[..., Person], time: Clock) -> Scene:
    return Scene(shop, join("seller", "seller"), join("buyer"), time)


STATES: dict[str, tuple[Standing, tuple[Callable[[Scene], None], ...]]] = {
    "pending_payment": (Standing.AWAITED, ()),
    "closing": (Standing.CLOSING, (Scene.close_in_vain,)),
    "closed by its deadline": (Standing.LEFT_UNPAID, (Scene.expire,)),
    "closed by its buyer": (Standing.LEFT_UNPAID, (Scene.cancel,)),
    "repriced": (Standing.REPRICED, (Scene.reprice,)),
    "repriced, and closed by its deadline": (Standing.REPRICED, (Scene.reprice, Scene.expire)),
    "paid by it": (Standing.BOOKED, (Scene.pay,)),
    "shipped, paid by it": (Standing.BOOKED, (Scene.pay, Scene.ship)),
    "completed, paid by it": (Standing.BOOKED, (Scene.pay, Scene.complete)),
    "paid by another": (Standing.PAID_BY_ANOTHER, (Scene.pay_by_another,)),
    "shipped, paid by another": (Standing.PAID_BY_ANOTHER, (Scene.pay_by_another, Scene.ship)),
    "completed, paid by another": (Standing.PAID_BY_ANOTHER, (Scene.pay_by_another, Scene.complete)),
    "closed as refunded": (Standing.OVER, (Scene.pay_by_another, Scene.refund)),
}
PAID = ["order split", "payment received"]
GONE_BACK = ["payment unclaimed", "refund succeeded"]
HELD = ["payment unclaimed"]
Cell = tuple[str, str, int, list[str]]
"""The order's state, the attempt's, the stock, and the journals that the word brought."""
CELLS: dict[Said, dict[str, Cell]] = {
    Said.PAID_AS_ASKED: {
        "pending_payment": ("paid", "succeeded", 1, PAID),
        "closing": ("paid", "succeeded", 1, PAID),
        "closed by its deadline": ("closed", "auto_refunded", 2, GONE_BACK),
        "closed by its buyer": ("closed", "auto_refunded", 2, GONE_BACK),
        "repriced": ("pending_payment", "auto_refunded", 1, GONE_BACK),
        "repriced, and closed by its deadline": ("closed", "auto_refunded", 2, GONE_BACK),
        "paid by it": ("paid", "succeeded", 1, []),
        "shipped, paid by it": ("shipped", "succeeded", 1, []),
        "completed, paid by it": ("completed", "succeeded", 1, []),
        "paid by another": ("paid", "auto_refunded", 1, GONE_BACK),
        "shipped, paid by another": ("shipped", "auto_refunded", 1, GONE_BACK),
        "completed, paid by another": ("completed", "auto_refunded", 1, GONE_BACK),
        "closed as refunded": ("closed", "auto_refunded", 2, GONE_BACK),
    },
    Said.PAID_OTHERWISE: {
        "pending_payment": ("pending_payment", "mismatched", 1, HELD),
        "closing": ("closing", "mismatched", 1, HELD),
        "closed by its deadline": ("closed", "auto_refunded", 2, GONE_BACK),
        "closed by its buyer": ("closed", "auto_refunded", 2, GONE_BACK),
        "repriced": ("pending_payment", "auto_refunded", 1, GONE_BACK),
        "repriced, and closed by its deadline": ("closed", "auto_refunded", 2, GONE_BACK),
        "paid by it": ("paid", "succeeded", 1, []),
        "shipped, paid by it": ("shipped", "succeeded", 1, []),
        "completed, paid by it": ("completed", "succeeded", 1, []),
        "paid by another": ("paid", "auto_refunded", 1, GONE_BACK),
        "shipped, paid by another": ("shipped", "auto_refunded", 1, GONE_BACK),
        "completed, paid by another": ("completed", "auto_refunded", 1, GONE_BACK),
        "closed as refunded": ("closed", "auto_refunded", 2, GONE_BACK),
    },
    Said.NOT_PAID: {
        "pending_payment": ("pending_payment", "closed", 1, []),
        "closing": ("closed", "closed", 2, []),
        "closed by its deadline": ("closed", "closed", 2, []),
        "closed by its buyer": ("closed", "closed", 2, []),
        "repriced": ("pending_payment", "closed", 1, []),
        "repriced, and closed by its deadline": ("closed", "closed", 2, []),
        "paid by it": ("paid", "succeeded", 1, []),
        "shipped, paid by it": ("shipped", "succeeded", 1, []),
        "completed, paid by it": ("completed", "succeeded", 1, []),
        "paid by another": ("paid", "closed", 1, []),
        "shipped, paid by another": ("shipped", "closed", 1, []),
        "completed, paid by another": ("completed", "closed", 1, []),
        "closed as refunded": ("closed", "closed", 2, []),
    },
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("said", CELLS)
def test_a_word_of_the_channel_does_what_the_matrix_says_and_nothing_else(scene: Scene, said: Said, state: str) -> None:
    for step in STATES[state][1]:
        step(scene)
    before = journals()
    scene.channel_says(said)

    *found, brought = CELLS[said][state]
    assert scene.found == tuple(found)
    assert sorted(one.partition(" of ")[0] for one in journals() - before) == brought
    assert balance("suspense:") == (OTHER if brought == HELD else 0)
    scene.channel_says(said)
    assert scene.found == tuple(found)
    scene.shop.proof()


def test_every_cell_of_the_table_is_driven() -> None:
    driven = {(said, STATES[state][0]) for said, cells in CELLS.items() for state in cells}
    assert driven == {(said, standing) for said, cells in TABLE.items() for standing in cells}
