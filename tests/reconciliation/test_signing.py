"""From the desk of finance: what was found is explained, money is moved within bounds, and only then the day is signed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from functions.reconciliation import decide, read, run
from tests.ledger.tampering import one, put
from tests.reconciliation.desk import DAY, Desk, counted
from tests.support.alipay import Alipay
from tests.support.books import balance
from tests.support.bus import told
from tests.support.call import call
from tests.support.cloud import rows
from tests.support.people import Person

ADJUSTMENT = "platform:adjustment"


@pytest.fixture
def unknown(alipay: Alipay, desk: Desk) -> dict[str, Any]:
    """A payment of ¥42.00 that is not ours, beside one that is."""
    alipay.paid(500)
    alipay.sim.spoil(DAY, "extra", "not-ours", 4_200)
    desk.morning()
    return desk.one("unknown")


def suspense(item: dict[str, Any]) -> str:
    return f"suspense:recon:{item['id']}"


def move(source: str, destination: str, amount: int) -> dict[str, Any]:
    return {"source": source, "destination": destination, "amount": amount}


def test_a_day_is_signed_only_when_nothing_is_open_and_then_it_is_proved(desk: Desk, unknown: dict[str, Any]) -> None:
    refused = desk.sign()
    assert (refused.status, refused.problem) == (409, "items_open")

    done = desk.resolve(unknown, journal=move(suspense(unknown), ADJUSTMENT, 4_200)).ok()
    assert (done["status"], done["resolved_by"], done["note"]) == ("resolved", desk.fay.id, "seen")
    assert (balance(suspense(unknown)), balance(ADJUSTMENT)) == (0, 4_200)
    assert counted(desk)["unknown"] == (1, 0, 0)
    signed = desk.sign().ok()
    assert (signed["status"], signed["signed_by"]) == ("signed", desk.fay.id)
    assert [row["name"] for row in told() if row["name"].startswith("reconciliation.")] == [
        "reconciliation.bill_due", "reconciliation.bill_reconciled", "reconciliation.item_resolved",
        "reconciliation.bill_signed",
    ]  # fmt: skip
    assert desk.broken() == {}


def test_a_balance_that_was_changed_after_the_signature_names_the_channel(desk: Desk, unknown: dict[str, Any]) -> None:
    desk.resolve(unknown).ok()
    desk.sign().ok()
    assert desk.broken() == {}
    shard = next(row for row in rows() if row["kind"] == "balance" and row["account"] == "world:alipay")
    put(shard, balance_minor=shard["balance_minor"] - 7)

    broken = desk.broken()
    assert {"I2", "I3", "I11"} == set(broken)
    assert broken["I11"] == ["world:alipay CNY: holds 4679, bills 4672, explained +0"]


def test_a_bill_that_was_changed_after_the_signature_is_found(desk: Desk, unknown: dict[str, Any]) -> None:
    desk.resolve(unknown).ok()
    desk.sign().ok()
    put(one("reconciliation"), bill='{"CNY":4673}')

    assert set(desk.broken()) == {"I11"}


@pytest.mark.parametrize(
    ("journal", "status", "code"),
    [
        (move("{own}", "world:alipay", 4_200), 422, "invalid_resolution"),
        (move("{own}", "suspense:late:x", 4_200), 422, "invalid_resolution"),
        (move("suspense:recon:other", ADJUSTMENT, 4_200), 422, "invalid_resolution"),
        (move("world:alipay", ADJUSTMENT, 1), 422, "invalid_resolution"),
        (move(ADJUSTMENT, "world:alipay", 1), 422, "invalid_resolution"),
        (move("{own}", ADJUSTMENT, 4_201), 409, "insufficient_funds"),
        (move("{own}", "user:usr_01KAG0000000000000000000AC:cash", 4_200), 404, "not_found"),
        (move("{own}", ADJUSTMENT, 0), 422, "invalid_amount"),
    ],
)
def test_money_moves_only_as_the_item_left_it_open(
    desk: Desk, unknown: dict[str, Any], journal: dict[str, Any], status: int, code: str
) -> None:
    wish = journal | {"source": journal["source"].replace("{own}", suspense(unknown))}
    reply = desk.resolve(unknown, journal=wish)

    assert (reply.status, reply.problem) == (status, code)
    assert balance(suspense(unknown)) == 4_200
    assert desk.one("unknown")["status"] == "needs_review"


def test_what_bill_and_books_differ_by_is_written_off_and_not_a_cent_more(alipay: Alipay, desk: Desk) -> None:
    alipay.paid()
    (number,) = alipay.sim.account.trades
    alipay.sim.spoil(DAY, "other_amount", number, 9_000)
    desk.morning()
    item = desk.one("amount_diff")

    assert desk.resolve(item, journal=move(ADJUSTMENT, "world:alipay", 1_001)).problem == "invalid_resolution"
    assert desk.resolve(item, journal=move("world:alipay", ADJUSTMENT, 1_000)).problem == "invalid_resolution"
    done = desk.resolve(item, journal=move(ADJUSTMENT, "world:alipay", 1_000), key="k").ok()
    assert (done["difference"]["amount"], done["booked"]["amount"]) == (0, 8_940)
    again = desk.resolve(item, journal=move(ADJUSTMENT, "world:alipay", 1_000), key="k")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert balance(ADJUSTMENT) == -1_000
    desk.sign().ok()
    assert desk.broken() == {}


def test_a_difference_that_is_only_explained_stays_in_the_proof(alipay: Alipay, desk: Desk) -> None:
    alipay.paid()
    (number,) = alipay.sim.account.trades
    alipay.sim.spoil(DAY, "other_amount", number, 10_100)
    desk.morning()
    desk.resolve(desk.one("amount_diff")).ok()
    desk.sign().ok()

    assert counted(desk) == {"amount_diff": (1, 0, 0)}
    assert desk.broken() == {}


def test_what_is_done_is_not_done_again(desk: Desk, unknown: dict[str, Any]) -> None:
    desk.resolve(unknown).ok()
    matched = desk.one("matched")
    assert [desk.resolve(item).problem for item in (unknown, matched)] == ["invalid_state"] * 2
    desk.sign().ok()
    assert [reply.problem for reply in (desk.sign(), desk.run())] == ["invalid_state"] * 2


def test_only_finance_and_admins_reconcile(desk: Desk, unknown: dict[str, Any], join: Callable[..., Person]) -> None:
    path = f"/v1/admin/recon/alipay/{DAY}"
    requests: list[tuple[Any, str, Any]] = [
        (read, f"GET {path}", None), (read, f"GET {path}/items", None), (run, f"POST {path}/run", None),
        (decide, f"POST {path}/sign", None), (decide, f"POST {path}/items/{unknown['id']}/resolve", {"note": "x"}),
    ]  # fmt: skip
    support, admin = join("support", "support", "moderator", "seller"), join("admin", "admin")
    for number, (function, request, body) in enumerate(requests):
        assert call(function, request, body).status == 401
        assert call(function, request, body, token=support.token, key=f"s{number}").status == 403
        assert call(function, request, body, token=admin.token, key=f"a{number}").status != 403


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        (f"alipay/{DAY + timedelta(days=1)}", 404, "not_found"),
        (f"cash/{DAY}", 400, "invalid_id"),
        ("alipay/yesterday", 400, "invalid_id"),
        (f"alipay/{DAY}/items?class=wrong", 400, "invalid_parameter"),
    ],
)
def test_what_is_not_there_cannot_be_read(
    desk: Desk, unknown: dict[str, Any], path: str, status: int, code: str
) -> None:
    reply = call(read, f"GET /v1/admin/recon/{path}", token=desk.token)

    assert (reply.status, reply.problem) == (status, code)


def test_an_item_of_another_day_is_not_found(desk: Desk, unknown: dict[str, Any]) -> None:
    assert desk.resolve(unknown | {"id": "rci_01KAG0000000000000000000AC"}).status == 404
