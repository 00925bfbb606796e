"""A day that is reconciled again, or that was broken off, and one of many lines: nothing twice, nothing left out."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from functions.reconciliation import open_days
from tests.ledger.treasury import run as scheduled
from tests.reconciliation.desk import DAY, Desk, counted, sums
from tests.support.alipay import Alipay
from tests.support.books import balance
from tests.support.bus import told
from tests.support.cloud import rows
from tests.support.hook import Call, on_calls

CLASSES = {
    "amount_diff": (1, 0, 1), "long": (1, 1, 0), "matched": (2, 0, 0), "short": (1, 0, 0), "unknown": (1, 0, 1),
}  # fmt: skip


@pytest.fixture
def full(alipay: Alipay) -> Alipay:
    """A day with something of everything; the money of the last order was never told."""
    alipay.refund(alipay.paid(9_999), 3_333)
    alipay.paid(700)
    alipay.paid(500)
    _, other, missing = alipay.sim.account.trades
    alipay.sim.spoil(DAY, "other_amount", other, 600)
    alipay.sim.spoil(DAY, "missing", missing)
    alipay.sim.spoil(DAY, "extra", "not-ours", 4_200)
    alipay.sim.pay(alipay.begin(alipay.order())[1])
    return alipay


def kept() -> dict[str, Any]:
    """All but what only notes that something was asked or heard."""
    passing = ("event", "receipt", "once", "session")
    return {f"{row['pk']} {row['sk']}": row for row in rows() if row["kind"] not in passing}


def test_a_rerun_adds_nothing(full: Alipay, desk: Desk) -> None:
    desk.morning()
    assert counted(desk) == CLASSES
    before = kept()
    desk.run().ok()
    full.shop.bus.again("reconciliation.bill_due")

    assert kept() == before


@contextmanager
def dying(writes: int) -> Iterator[None]:
    """After so many transactions the function that begins the next one dies, once."""
    begun = itertools.count()

    def die(go_on: Call, service: str, operation: str, request: dict[str, Any]) -> Any:
        if operation == "TransactWriteItems" and next(begun) == writes:
            raise RuntimeError("died")
        return go_on(service, operation, request)

    with pytest.MonkeyPatch.context() as patch:
        on_calls(patch, die)
        yield
    assert next(begun) > writes + 1, "nobody died"


@pytest.mark.parametrize("writes", range(9))
def test_a_run_that_dies_anywhere_is_taken_up_where_it_was(full: Alipay, desk: Desk, writes: int) -> None:
    desk.due()
    scheduled(open_days.handler)
    with dying(writes):
        full.shop.bus.settle()

    assert counted(desk) == CLASSES
    assert sums(desk, "matched")[3] == 0
    assert balance("platform:fee_expense") == -sum(sums(desk, verdict)[1] for verdict in CLASSES)
    assert len(told("order.held")) == 1
    assert desk.broken() == {}


def test_a_bill_of_many_lines_is_many_transactions(alipay: Alipay, desk: Desk) -> None:
    alipay.paid(500)
    for number in range(230):
        alipay.sim.spoil(DAY, "extra", f"not-ours-{number}", 100 + number)
    desk.morning()

    assert counted(desk) == {"matched": (1, 0, 0), "unknown": (230, 0, 230)}
    assert balance("suspense:recon:") == sum(range(100, 330)) == sums(desk, "unknown")[0]
    assert desk.show()["bill"][0]["amount"] == -balance("world:alipay")
    assert desk.broken() == {}
