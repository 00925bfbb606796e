"""A statement as a file says what the API says: the same sums, the same lines, and nothing that a spreadsheet would run."""

import csv
import io
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pypdf
import pytest

from functions.settlement import documents
from tests.conftest import Clock
from tests.settlement.world import again, agree, in_zone, moved, statements, woken
from tests.support import people
from tests.support.bus import Bus
from tests.support.call import Reply, call
from tests.support.people import Person

Join = Callable[..., Person]


def document(of: Person, statement_id: str, kind: str) -> Reply:
    path = f"GET /v1/settlements/{statement_id}/document?format={kind}"
    return call(documents, path, token=again(of).token)


def named(person: Person, name: str, locale: str = "en") -> None:
    wish = {"display_name": name, "locale": locale}
    call("identity.profile", "PATCH /v1/me", wish, token=again(person).token).ok()


def settled(person: Person, time: Clock, *amounts: int, asset: str = "CNY") -> dict[str, Any]:
    for minor in amounts:
        moved(person, minor, "order" if minor > 0 else "refund", asset=asset)
    time.forward(days=1)
    woken()
    return statements(person)[0]


def text_of(file: bytes) -> list[str]:
    """The text of each page, its white space made one blank."""
    pages = pypdf.PdfReader(io.BytesIO(file), strict=True).pages
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@cmd", "＝1+1", 'Ann, “A” "B" C'])
def test_a_row_is_a_line_and_no_cell_begins_a_formula(seller: Person, time: Clock, name: str) -> None:
    named(seller, name)
    statement = settled(seller, time, 1_234_567, -100)
    reply = document(seller, statement["id"], "csv")
    rows = list(csv.DictReader(io.StringIO(reply.text.removeprefix("\ufeff"), newline="")))

    assert (reply.status, reply.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert reply.headers["Content-Disposition"] == f'attachment; filename="{statement["id"]}.csv"'
    assert [(row["kind"], row["amount"], row["currency"]) for row in rows] == [
        ("earned", "12345.67", "CNY"),
        ("taken_back", "-1.00", "CNY"),
    ]
    assert {row["name"] for row in rows} == {f"'{name}" if name[0] in "=+-@＝" else name}
    assert not [cell for row in rows for cell in row.values() if cell[0] in "=+@\t\r"]


@pytest.mark.parametrize(
    ("asset", "amounts", "closing"),
    [
        ("CNY", (1_234_567, -100), "CNY 12,344.67"),
        ("JPY", (1_234_567, -100), "JPY 1,234,467"),
        ("KWD", (1_234_567, -100), "KWD 1,234.467"),
    ],
)
def test_the_page_says_the_sums_and_lines_of_the_api_in_the_decimals_of_the_currency(
    seller: Person, time: Clock, asset: str, amounts: tuple[int, ...], closing: str
) -> None:
    statement = settled(seller, time, *amounts, asset=asset)
    reply = document(seller, statement["id"], "pdf")
    (page,) = text_of(reply.file)

    assert (reply.status, reply.headers["Content-Type"], reply.file[:5]) == (200, "application/pdf", b"%PDF-")
    assert f"Closing amount {closing}" in page
    assert statement["closing"] == {"amount": sum(amounts), "currency": asset}
    for words in ("Settlement statement", "Seller", statement["id"], "2026-11-20", "Page 1 of 1", "2 movements"):
        assert words in page
    assert len(re.findall(r"2026-11-20 \d\d:\d\d:\d\d (Earning|Taken back) (order|refund)-\d+ -?[\d,.]+", page)) == 2


def test_a_chinese_party_reads_chinese_with_its_own_name_and_times_of_the_platforms_zone(
    seller: Person, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_zone(monkeypatch, "Asia/Shanghai")
    named(seller, "王喆的龘店 😀", locale="zh-CN")  # the last has no glyph, and is a box
    statement = settled(seller, time, 700)
    (page,) = text_of(document(seller, statement["id"], "pdf").file)

    assert all(words in page for words in ("结算单", "收款方 王喆的龘店", "本期应结 CNY 7.00", "第 1 页，共 1 页"))
    assert "2026-11-20 00:00 – 2026-11-21 00:00, Asia/Shanghai" in page
    assert "2026-11-20 12:08" in page


def test_every_line_is_on_one_page_and_pages_are_numbered(seller: Person, time: Clock) -> None:
    statement = settled(seller, time, *range(1, 65))
    pages = text_of(document(seller, statement["id"], "pdf").file)
    found = [int(minor) for page in pages for minor in re.findall(r"Earning order-\d+ 0\.(\d\d)", page)]

    assert found == list(range(1, 65))
    assert [re.findall(r"Page \d of \d", page) for page in pages] == [[f"Page {n} of {len(pages)}"] for n in (1, 2)]


def test_what_does_not_fit_a_file_is_refused_and_still_readable_by_pages(
    seller: Person, time: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(documents.MOST_LINES, "pdf", 1)
    statement = settled(seller, time, 1, 2)

    assert document(seller, statement["id"], "pdf").problem == "statement_too_long"
    assert document(seller, statement["id"], "csv").status == 200
    assert document(seller, statement["id"], "docx").problem == "invalid_parameter"


def test_the_function_loads_the_pdf_library_only_when_somebody_wants_a_pdf() -> None:
    look = "import sys, functions.settlement.documents; print([name for name in sys.modules if 'reportlab' in name])"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "[]"


def test_the_agreed_address_gets_a_mail_with_the_total_and_nobody_else_does(
    seller: Person, finance: Person, join: Join, time: Clock, bus: Bus
) -> None:
    other = join("other", "seller")
    agree(finance, seller, statement_email="books@example.com").ok()
    named(seller, "王小明", locale="zh-CN")
    time.forward(days=1)
    moved(seller, 12_345)
    moved(other, 1)
    time.forward(days=1)
    before = len(people.mails())
    woken()
    bus.settle()

    (mail,) = people.mails()[before:]
    assert (mail["to"], mail["subject"]) == (["books@example.com"], "2026-11-21 结算单")
    assert mail["text"] == "王小明，您的 2026-11-21 结算单已生成，本期应结 CNY 123.45，共 1 笔。"
