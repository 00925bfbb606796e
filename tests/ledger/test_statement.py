"""Statements: opening, movements and closing add up, for any days, sealed or not, and a spreadsheet runs none of it."""

import csv
import io
from collections.abc import Callable

import pytest

from argosy.kernel.csv_text import csv_of
from argosy.ledger import statements
from functions.ledger import statement
from tests.conftest import Clock
from tests.ledger.treasury import Treasury, cny
from tests.support.call import Reply, call
from tests.support.people import Person, sign_in
from tests.support.shop import Shop

Join = Callable[..., Person]


def asked(person: Person, query: str, asset: str = "CNY", **headers: str) -> Reply:
    token = sign_in(person.id, person.email).token
    return call(statement, f"GET /v1/wallets/{asset}/statement?{query}", token=token, headers=headers)


@pytest.fixture
def ann(treasury: Treasury, join: Join, time: Clock) -> Person:
    """20 November: 1 000 in, 300 out. 22 November: 100 out, with a note. Today is the 23rd."""
    ann, bo = join("ann"), join("bo")
    treasury.fund(ann, 1_000)
    treasury.send(ann, bo, 300).ok()
    time.forward(days=2)
    treasury.again()
    treasury.send(sign_in(ann.id, ann.email), bo, 100, note="=HYPERLINK(1)").ok()
    time.forward(days=1)
    treasury.again()
    return ann


@pytest.mark.parametrize("sealed", [False, True])
@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((20, 22), [0, 1_000, -300, -100, 600]),
        ((20, 20), [0, 1_000, -300, 700]),
        ((21, 21), [700, 700]),
        ((21, 22), [700, -100, 600]),
        ((22, 23), [700, -100, 600]),
        ((23, 24), [600, 600]),
        ((18, 19), [0, 0]),
    ],
)
def test_opening_movements_and_closing_are_those_of_the_days(
    treasury: Treasury, ann: Person, sealed: bool, days: tuple[int, int], expected: list[int]
) -> None:
    if sealed:
        treasury.seal()
    (first, last), (opening, *amounts, closing) = days, expected

    shown = asked(ann, f"from=2026-11-{first}&to=2026-11-{last}").ok()

    assert (shown["opening"], shown["closing"]) == (cny(opening), cny(closing))
    assert [each["amount"]["amount"] for each in shown["entries"]] == amounts
    running = [opening + sum(amounts[: place + 1]) for place in range(len(amounts))]
    assert [each["balance"]["amount"] for each in shown["entries"]] == running
    assert (shown["from"], shown["to"]) == (f"2026-11-{first}", f"2026-11-{last}")


def test_it_counts_what_is_pending_and_available_too(shop: Shop, treasury: Treasury, join: Join, time: Clock) -> None:
    seller, buyer = join("seller", "seller"), join("buyer")
    shop.pay(buyer, shop.order(buyer, {shop.sku(seller, price=10_000): 1}))
    treasury.fund(seller, 50)
    time.forward(days=8)
    shop.drain()

    shown = asked(seller, "from=2026-11-20&to=2026-11-30").ok()

    moves = sorted((each["account"], each["amount"]["amount"]) for each in shown["entries"])
    assert moves == [("available", 7_000), ("cash", 50), ("pending", -7_000), ("pending", 7_000)]
    assert shown["closing"] == cny(7_050)
    time.forward(days=1)
    treasury.seal()
    assert asked(seller, "from=2026-11-25&to=2026-11-30").ok()["opening"] == cny(7_050)


@pytest.mark.parametrize(
    ("query", "accept"), [("&format=csv", "*/*"), ("", "text/csv"), ("&format=csv", "application/json")]
)
def test_as_csv_it_holds_the_same_and_no_cell_is_a_formula(
    treasury: Treasury, ann: Person, query: str, accept: str
) -> None:
    reply = asked(ann, f"from=2026-11-20&to=2026-11-22{query}", accept=accept)

    assert reply.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "statement-CNY-2026-11-20-2026-11-22.csv" in reply.headers["Content-Disposition"]
    table = list(csv.DictReader(io.StringIO(reply.text.removeprefix("\ufeff"))))
    assert [(row["amount"], row["balance"]) for row in table] == [
        ("", "0.00"), ("10.00", "10.00"), ("-3.00", "7.00"), ("-1.00", "6.00"), ("", "6.00"),
    ]  # fmt: skip
    assert table[3]["note"] == "'=HYPERLINK(1)"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_and_numbers_stay_numbers(start: str) -> None:
    text = csv_of(("a", "b", "c"), [(f"{start}cmd()", -5, f"x{start}")])

    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [f"'{start}cmd()", "-5", f"x{start}"]


def test_json_is_what_nobody_has_to_ask_for(treasury: Treasury, ann: Person) -> None:
    both = [asked(ann, f"from=2026-11-20&to=2026-11-22{form}", accept="text/html") for form in ("", "&format=json")]

    assert both[0].body == both[1].body
    assert both[0].body["entries"][2]["note"] == "=HYPERLINK(1)"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "missing_parameter"),
        ("from=2026-11-20", "missing_parameter"),
        ("from=1999-12-31&to=2000-01-01", "invalid_parameter"),
        ("from=2026-11-20&to=9999-12-31", "invalid_parameter"),
        ("from=1764460800&to=2026-11-20", "invalid_parameter"),
        ("from=2026-11-20&to=2026-11-19", "invalid_parameter"),
        ("from=2026-02-30&to=2026-11-20", "invalid_parameter"),
        ("from=2026-11-20&to=2026-11-20&format=xls", "invalid_parameter"),
        ("from=2026-11-20&to=2026-11-20&user_id=usr_1", "unknown_parameter"),
        ("first=2026-11-20&to=2026-11-20", "unknown_parameter"),
        ("from=2026-11-20&from=2026-11-20&to=2026-11-20", "invalid_parameter"),
    ],
)
def test_days_that_are_none_are_refused(treasury: Treasury, join: Join, query: str, code: str) -> None:
    reply = asked(join("ann"), query)

    assert (reply.status, reply.problem) == (400, code)


def test_what_is_no_currency_has_no_statement(treasury: Treasury, join: Join) -> None:
    assert asked(join("ann"), "from=2026-11-20&to=2026-11-20", asset="cny").problem == "invalid_id"
    assert call(statement, "GET /v1/wallets/CNY/statement?from=2026-11-20&to=2026-11-20").problem == "unauthenticated"


def test_a_period_with_too_many_movements_is_refused_and_not_cut(
    treasury: Treasury, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "MOST_LINES", 2)

    reply = asked(ann, "from=2026-11-20&to=2026-11-22")
    assert (reply.status, reply.problem) == (422, "period_too_long")
    assert asked(ann, "from=2026-11-20&to=2026-11-20").status == 200
