"""Stock: never below none, never lost: available + held + sold - returned = received after every move."""

import pytest

from argosy.catalogue import stock
from argosy.catalogue.errors import NothingToPutBack, OutOfStock
from argosy.kernel import write
from argosy.kernel.errors import InvalidState, Refusal
from argosy.kernel.write import Part, Write
from functions.catalogue import products
from functions.catalogue import stock as function
from tests.catalogue.goods import submitted
from tests.support.bus import told
from tests.support.call import Reply, call
from tests.support.cloud import rows
from tests.support.people import Person
from tests.support.privilege import role_of


@pytest.fixture
def ann(join) -> Person:
    """A seller whose products need no review."""
    return join("ann", "seller", "moderator")


@pytest.fixture
def sku_id(ann: Person) -> str:
    """Five of it are on sale."""
    return str(submitted(ann)["skus"][0]["id"])


def commit(parts: tuple[Part, ...]) -> None:
    Write().add(*parts).commit()


def available() -> int:
    """What can be bought; asked only after the books are proved."""
    (sku,) = [row for row in rows() if row["kind"] == "sku"]
    reservations = [row for row in rows() if row["kind"] == "reservation"]
    held = sum(row["quantity"] for row in reservations if row["status"] == "held")
    kept = sum(row["returnable"] for row in reservations if row["status"] == "sold")
    assert sku["available"] >= 0
    assert sku["available"] + held + kept == sku["received"]
    return int(sku["available"])


def refused(parts: tuple[Part, ...], as_: type[Refusal]) -> None:
    before = sorted(map(str, rows()))
    with pytest.raises(as_):
        commit(parts)
    assert sorted(map(str, rows())) == before


def test_the_last_units_go_to_one_order_and_the_other_is_told_which_sku(sku_id: str) -> None:
    commit(stock.reserve(sku_id, 3, "ord_1"))
    with pytest.raises(OutOfStock) as no:
        commit(stock.reserve(sku_id, 3, "ord_2"))

    assert (no.value.code, no.value.facts, available()) == ("out_of_stock", {"sku_id": sku_id}, 2)


def test_an_order_reserves_once(sku_id: str) -> None:
    commit(stock.reserve(sku_id, 2, "ord_1"))
    refused(stock.reserve(sku_id, 2, "ord_1"), Refusal)
    assert available() == 3


def test_selling_leaves_the_stock_alone_and_happens_once(sku_id: str) -> None:
    commit(stock.reserve(sku_id, 2, "ord_1"))
    commit(stock.sell(sku_id, 2, "ord_1"))

    assert available() == 3
    refused(stock.sell(sku_id, 2, "ord_1"), InvalidState)
    refused(stock.release(sku_id, 2, "ord_1"), InvalidState)


def test_releasing_gives_the_units_back_once(sku_id: str) -> None:
    commit(stock.reserve(sku_id, 2, "ord_1"))
    commit(stock.release(sku_id, 2, "ord_1"))

    assert available() == 5
    refused(stock.release(sku_id, 2, "ord_1"), InvalidState)
    refused(stock.sell(sku_id, 2, "ord_1"), InvalidState)


def test_only_the_quantity_that_was_reserved_moves(sku_id: str) -> None:
    commit(stock.reserve(sku_id, 2, "ord_1"))
    refused(stock.release(sku_id, 3, "ord_1"), InvalidState)
    refused(stock.release(sku_id, 2, "ord_2"), InvalidState)
    for wrong in (0, -1):
        with pytest.raises(ValueError, match="at least 1"):
            stock.reserve(sku_id, wrong, "ord_3")


def test_refunded_units_come_back_in_parts_and_never_more_than_were_sold(sku_id: str) -> None:
    commit(stock.reserve(sku_id, 3, "ord_1"))
    refused(stock.put_back(sku_id, 1, "ord_1"), NothingToPutBack)
    commit(stock.sell(sku_id, 3, "ord_1"))
    commit(stock.put_back(sku_id, 1, "ord_1"))
    commit(stock.put_back(sku_id, 1, "ord_1"))
    assert available() == 4

    refused(stock.put_back(sku_id, 2, "ord_1"), NothingToPutBack)
    commit(stock.put_back(sku_id, 1, "ord_1"))
    refused(stock.put_back(sku_id, 1, "ord_1"), NothingToPutBack)
    assert available() == 5


def test_what_was_taken_off_sale_cannot_be_ordered(ann: Person, sku_id: str) -> None:
    product = next(row["id"] for row in rows() if row["kind"] == "product")
    call(products, f"POST /v1/products/{product}/unpublish", token=ann.token).ok()

    refused(stock.reserve(sku_id, 1, "ord_2"), OutOfStock)
    assert available() == 5


def change(person: Person, sku_id: str, delta: object, key: str | None = "k", reason: str = "delivery") -> Reply:
    return call(
        function, f"POST /v1/skus/{sku_id}/stock", {"delta": delta, "reason": reason}, token=person.token, key=key
    )


def test_a_delivery_is_counted_once_for_its_key(ann: Person, sku_id: str) -> None:
    first, again, other = change(ann, sku_id, 10), change(ann, sku_id, 10), change(ann, sku_id, 11)

    assert (first.status, first.body["available"]) == (200, 15)
    assert (again.body, again.headers["Idempotent-Replayed"]) == (first.body, "true")
    assert (other.status, other.problem) == (422, "idempotency_key_reused")
    assert available() == 15
    assert len(told("catalogue.stock_changed")) == 1


def test_no_more_can_be_written_off_than_there_is(ann: Person, sku_id: str) -> None:
    commit(stock.reserve(sku_id, 2, "ord_1"))
    reply = change(ann, sku_id, -4)

    assert (reply.status, reply.problem) == (409, "out_of_stock")
    assert change(ann, sku_id, -3, key="k2").body["available"] == 0
    assert available() == 0


def test_an_order_that_comes_between_reading_and_writing_is_not_lost(ann: Person, sku_id: str, monkeypatch) -> None:
    raced: list[str] = []

    def update(*args, **more):  # the order is placed after the seller's function has read the stock
        if not raced:
            raced.append("ord_1")
            with role_of("orders"):
                commit(stock.reserve(sku_id, 1, "ord_1"))
        return write.update(*args, **more)

    monkeypatch.setattr("argosy.catalogue.inventory.update", update)

    assert change(ann, sku_id, -2).body["available"] == 2
    assert available() == 2


def test_stock_is_its_sellers_alone_and_moves_only_under_a_key(ann: Person, sku_id: str, join) -> None:
    assert (change(join("bob", "seller"), sku_id, 1).status, change(join("eve"), sku_id, 1).status) == (404, 403)
    assert change(ann, "sku_" + "0" * 26, 1).problem == "not_found"
    assert change(ann, "sku_1", 1).problem == "invalid_id"
    assert change(ann, sku_id, 1, key=None).problem == "idempotency_key_required"
    assert change(ann, sku_id, 1, key="k" * 256).problem == "invalid_header"
    for delta in (0, 0.5, "1", True, None, 10**9, -(10**9)):
        assert (change(ann, sku_id, delta).status, change(ann, sku_id, delta).problem) == (422, "invalid_quantity"), (
            delta
        )
    assert change(ann, sku_id, 1, reason="").problem == "invalid_field"
    assert available() == 5
