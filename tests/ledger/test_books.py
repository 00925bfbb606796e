"""The books: what accounts hold and held, journals by what they are about, and a day of them taken out."""

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from functions.ledger import books, export
from tests.conftest import Clock
from tests.ledger.treasury import Treasury, cash
from tests.support.call import Reply, call
from tests.support.people import Person, sign_in
from tests.support.shop import Shop

Join = Callable[..., Person]


def balance(treasury: Treasury, account: str, query: str = "asset=CNY") -> Reply:
    return call(books, f"GET /v1/ledger/accounts/{account}?{query}", token=treasury.again().token)


def test_what_a_party_holds_now_is_shown_with_what_is_held_of_it(treasury: Treasury, join: Join) -> None:
    ann = join("ann")
    treasury.fund(ann, 1_000)
    treasury.hold(ann, 400).ok()

    shown = balance(treasury, cash(ann)).ok()

    shown.pop("at")
    assert shown == {
        "account": cash(ann), "asset": "CNY", "balance": 1_000, "held": 400, "available": 600, "status": "active",
        "entries": 1,
    }  # fmt: skip
    platform = balance(treasury, "platform:adjustment").ok()
    assert (platform["balance"], platform["held"], platform["status"]) == (-1_000, None, None)


def test_what_never_moved_is_not_there(treasury: Treasury, join: Join) -> None:
    ann = join("ann")
    treasury.fund(ann, 1_000)

    for account, query in ((cash(join("bo")), "asset=CNY"), (cash(ann), "asset=USD"), ("world:nothing", "asset=CNY")):
        assert balance(treasury, account, query).problem == "not_found"


@pytest.mark.parametrize("sealed", [False, True])
def test_what_an_account_held_at_a_moment_is_the_sum_of_what_had_moved_by_then(
    treasury: Treasury, join: Join, time: Clock, sealed: bool
) -> None:
    ann, moments = join("ann"), [time.now]
    for minor in (100, 20, 3):
        treasury.again()
        treasury.fund(ann, minor)
        moments.append(time.now)
        time.forward(days=1, hours=5)
    if sealed:
        treasury.seal()

    for account, sign in ((cash(ann), 1), ("platform:adjustment", -1)):
        held = [balance(treasury, account, f"asset=CNY&at={moment:%Y-%m-%dT%H:%M:%S.%f}Z").ok() for moment in moments]
        assert [each["balance"] for each in held] == [0, sign * 100, sign * 120, sign * 123]


def journals(treasury: Treasury, query: str) -> Any:
    return call(books, f"GET /v1/ledger/journals{query}", token=treasury.fay.token)


def test_all_that_an_order_moved_is_found_by_the_order_and_by_each_business(
    shop: Shop, treasury: Treasury, join: Join
) -> None:
    seller, buyer = join("seller", "seller"), join("buyer")
    order_id = shop.order(buyer, {shop.sku(seller): 1})
    attempt = shop.pay(buyer, order_id)
    refund = shop.refund(seller, order_id, [{"line_no": 1, "amount": 1_000}]).ok()
    shop.hear()

    of_order = journals(treasury, f"?order_id={order_id}").ok()["data"]
    by_business = [
        journals(treasury, f"?business_id={about}").ok()["data"] for about in (attempt["id"], order_id, refund["id"])
    ]

    assert [[each["business"] for each in found] for found in by_business] == [["payment"], ["order"], ["refund"]]
    assert sorted(map(str, of_order)) == sorted(str(each) for found in by_business for each in found)
    assert {each["order_id"] for each in of_order} == {order_id}
    one = call(books, f"GET /v1/ledger/journals/{of_order[0]['id']}", token=treasury.fay.token).ok()
    assert one == of_order[0]


def test_all_journals_are_listed_newest_first_page_by_page(treasury: Treasury, join: Join) -> None:
    ann = join("ann")
    for minor in range(1, 6):
        treasury.fund(ann, minor)
    seen, query = [], "?limit=2"
    while query:
        page = journals(treasury, query).ok()
        seen += [each["postings"][0]["amount"]["amount"] for each in page["data"]]
        query = f"?limit=2&cursor={page['next_cursor']}" if page["next_cursor"] else ""

    assert seen == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        ("accounts/A%23B?asset=CNY", 400, "invalid_id"),
        ("accounts/world:stripe%23CNY?asset=CNY", 400, "invalid_id"),
        ("accounts/world:stripe", 400, "missing_parameter"),
        ("accounts/world:stripe?asset=cny", 400, "invalid_parameter"),
        ("accounts/world:stripe?asset=CNY&at=now", 400, "invalid_parameter"),
        ("accounts/world:stripe?asset=CNY&at=2026-11-20T00:00:00", 400, "invalid_parameter"),
        ("accounts/world:stripe?asset=CNY&owner=me", 400, "unknown_parameter"),
        ("journals?business_id=a%23b", 400, "invalid_parameter"),
        ("journals?order_id=pay_01KAG0000000000000000000AC", 400, "invalid_parameter"),
        ("journals?business_id=x&order_id=ord_01KAG0000000000000000000AC", 400, "invalid_parameter"),
        ("journals?limit=0", 400, "invalid_parameter"),
        ("journals?cursor=abc", 400, "invalid_cursor"),
        ("journals/jrn_01KAG0000000000000000000AC", 404, "not_found"),
        ("journals/JE%23x", 400, "invalid_id"),
    ],
)
def test_questions_that_are_none_are_refused(treasury: Treasury, request_: str, status: int, code: str) -> None:
    reply = call(books, f"GET /v1/ledger/{request_}", token=treasury.fay.token)

    assert (reply.status, reply.problem) == (status, code)


def taken_out(treasury: Treasury, query: str) -> list[str]:
    """The text of each page."""
    pages, target = [], f"/v1/ledger/export?{query}"
    while target:
        reply = call(export, f"GET {target}", token=treasury.fay.token)
        assert reply.status == 200, reply.text
        pages.append(reply.text)
        target = reply.headers.get("Link", "").partition(">")[0].removeprefix("<")
    return pages


@pytest.fixture
def three_days(treasury: Treasury, join: Join, time: Clock) -> Person:
    """Seven journals on 21 November, one before and one after."""
    ann = join("ann")
    treasury.fund(ann, 1_000)
    time.forward(days=1)
    ann = sign_in(ann.id, ann.email)
    bo = join("bo")
    for minor in range(1, 8):
        treasury.send(ann, bo, minor).ok()
    time.forward(days=1)
    treasury.send(sign_in(ann.id, ann.email), bo, 100).ok()
    treasury.again()
    return ann


@pytest.mark.parametrize("limit", [1, 3, 7, 1_000])
def test_a_day_is_taken_out_whole_and_nothing_twice(treasury: Treasury, three_days: Person, limit: int) -> None:
    pages = taken_out(treasury, f"date=2026-11-21&limit={limit}")

    lines = [json.loads(line) for page in pages for line in page.splitlines()]
    assert sorted(each["postings"][0]["amount"]["amount"] for each in lines) == [1, 2, 3, 4, 5, 6, 7]
    assert all(len(page.splitlines()) <= limit for page in pages)


def test_as_csv_it_has_a_line_for_each_posting(treasury: Treasury, three_days: Person) -> None:
    (text,) = taken_out(treasury, "date=2026-11-21&format=csv")

    table = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert sorted(int(row["amount_minor"]) for row in table) == [1, 2, 3, 4, 5, 6, 7]
    assert {row["source"] for row in table} == {cash(three_days)}


@pytest.mark.parametrize(("form", "media"), [("json", "application/x-ndjson"), ("csv", "text/csv; charset=utf-8")])
def test_a_day_without_journals_is_an_empty_file_of_the_kind_that_was_asked_for(
    treasury: Treasury, three_days: Person, form: str, media: str
) -> None:
    day = call(export, f"GET /v1/ledger/export?date=2026-11-19&format={form}", token=treasury.fay.token)

    assert (day.status, day.headers["Content-Type"]) == (200, media)
    assert len(day.text.splitlines()) == (form == "csv")


@pytest.mark.parametrize(
    ("query", "code"),
    [("", "missing_parameter")]
    + [
        (f"date={rest}", "invalid_parameter")
        for rest in ("x", "2026-11-21&limit=1001", "2026-11-21&limit=1e2", "2026-11-21&format=xml")
    ],
)
def test_an_export_of_nothing_that_is_a_day_is_refused(treasury: Treasury, query: str, code: str) -> None:
    assert call(export, f"GET /v1/ledger/export?{query}", token=treasury.fay.token).problem == code


def test_a_cursor_belongs_to_its_day_and_its_caller(treasury: Treasury, three_days: Person) -> None:
    first = call(export, "GET /v1/ledger/export?date=2026-11-21&limit=1", token=treasury.fay.token)
    target = first.headers["Link"].partition(">")[0].removeprefix("<")

    assert call(export, f"GET {target}", token=treasury.finn.token).problem == "invalid_cursor"
    other_day = target.replace("2026-11-21", "2026-11-22")
    assert call(export, f"GET {other_day}", token=treasury.fay.token).problem == "invalid_cursor"


def test_the_books_are_finances(treasury: Treasury, join: Join) -> None:
    ann = join("ann", "admin", "seller", "support")

    for module, request in (
        (books, f"GET /v1/ledger/accounts/{cash(ann)}?asset=CNY"),
        (books, "GET /v1/ledger/journals"),
        (books, "GET /v1/ledger/journals/jrn_01KAG0000000000000000000AC"),
        (export, "GET /v1/ledger/export?date=2026-11-20"),
    ):
        assert call(module, request, token=ann.token).problem == "forbidden"
