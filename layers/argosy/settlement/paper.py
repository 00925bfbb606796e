"""A statement as a page that can be printed: A4, with its sums, its lines and the number of each page."""

import io
from functools import cache
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from argosy.kernel.csv_text import decimal_of
from argosy.settlement import words
from argosy.settlement.due import movement_of
from argosy.settlement.file import File
from argosy.settlement.words import KINDS, LABELS, STATUSES

WIDTH, HEIGHT = 595.28, 841.89  # A4 in points
MARGIN = 48
RIGHT = WIDTH - MARGIN
ROW = 17
COLUMNS = {"at": MARGIN, "kind": 165, "reference": 265}
"""Where each begins; the amount ends at the right margin."""
TOP_OF_LINES = 470
"""On the first page, below the sums; on the others they begin at the top."""
FIRST, OTHER = (TOP_OF_LINES - 70) // ROW, int(HEIGHT - MARGIN - 20 - 70) // ROW
"""How many lines a page takes."""


def as_pdf(file: File, zone: ZoneInfo) -> bytes:
    """Times are those of the platform's zone, as the periods are."""
    from reportlab.pdfgen.canvas import Canvas

    written = io.BytesIO()
    canvas = Canvas(written, pagesize=(WIDTH, HEIGHT), invariant=1, lang=file.recipient.locale)
    canvas.setTitle(f"{_say(file, 'title')} {file.statement.period}")
    pages = _pages(file)
    for number, lines in enumerate(pages, 1):
        top = HEIGHT - MARGIN - 20
        if number == 1:
            _head(canvas, file, zone)
            top = TOP_OF_LINES
        _lines(canvas, file, lines, top, zone)
        _foot(canvas, file, number, len(pages))
        canvas.showPage()
    canvas.save()
    return written.getvalue()


def _pages(file: File) -> list[list[Any]]:
    rest = file.lines[FIRST:]
    return [file.lines[:FIRST], *(rest[start : start + OTHER] for start in range(0, len(rest), OTHER))]


def _head(canvas: Any, file: File, zone: ZoneInfo) -> None:
    """Whom and what it is about, and how the closing amount comes about."""
    statement = file.statement
    _left(canvas, MARGIN, HEIGHT - MARGIN - 10, _say(file, "title"), size=20)
    first, last = (f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" for moment in (statement.begins_at, statement.ends_at))
    facts = {
        "party": f"{file.recipient.name}  ({statement.party})",
        "period": f"{statement.period}  ({first} – {last}, {zone.key})",
        "number": statement.id,
        "status": words.say(STATUSES, statement.status.value, file.recipient.locale),
    }
    y = HEIGHT - MARGIN - 46
    for name, fact in facts.items():
        _left(canvas, MARGIN, y, _say(file, name), grey=0.4)
        _left(canvas, 130, y, fact, most=RIGHT - 130)
        y -= ROW
    y -= 12
    for name in words.AMOUNTS:
        minor = getattr(statement, f"{name}_minor") * (-1 if name in words.LESS else 1)
        if name == "closing":
            canvas.line(MARGIN, y + 12, RIGHT, y + 12)
        size = 12 if name == "closing" else 10
        _left(canvas, MARGIN, y - (size - 10), _say(file, name), size=size)
        _right(canvas, y - (size - 10), f"{statement.asset} {decimal_of(minor, statement.asset):,}", size=size)
        y -= ROW
    if statement.paid_out_minor:
        y -= 6
        _left(canvas, MARGIN, y, _say(file, "paid_out"), size=9, grey=0.4)
        _right(canvas, y, f"{statement.asset} {decimal_of(statement.paid_out_minor, statement.asset):,}", grey=0.4)


def _lines(canvas: Any, file: File, lines: list[Any], y: float, zone: ZoneInfo) -> None:
    for name, x in COLUMNS.items():
        _left(canvas, x, y, _say(file, name), size=9, grey=0.4)
    _right(canvas, y, f"{_say(file, 'amount')} ({file.statement.asset})", size=9, grey=0.4)
    canvas.line(MARGIN, y - 5, RIGHT, y - 5)
    for line in lines:
        y -= ROW
        kind, minor = movement_of(line)
        _left(canvas, COLUMNS["at"], y, f"{line.at.astimezone(zone):%Y-%m-%d %H:%M:%S}", size=9)
        _left(canvas, COLUMNS["kind"], y, words.say(KINDS, kind.value, file.recipient.locale), size=9)
        _left(canvas, COLUMNS["reference"], y, line.business_id, size=9, most=190)
        _right(canvas, y, f"{decimal_of(minor, line.asset):,}", size=9)


def _foot(canvas: Any, file: File, page: int, pages: int) -> None:
    _left(
        canvas, MARGIN, 36, f"{file.statement.id} · {_say(file, 'lines', lines=file.statement.lines)}", size=8, grey=0.4
    )
    _right(canvas, 36, _say(file, "page", page=page, pages=pages), size=8, grey=0.4)


def _say(file: File, name: str, **facts: object) -> str:
    return words.say(LABELS, name, file.recipient.locale, **facts)


def _left(canvas: Any, x: float, y: float, text: str, *, size: int = 10, grey: float = 0, most: float = 0) -> None:
    """Cut off with an ellipsis where it would be wider than `most`."""
    canvas.setFont(_font(), size)
    canvas.setFillGray(grey)
    while most and canvas.stringWidth(text) > most:
        text = text.removesuffix("…")[:-1] + "…"
    canvas.drawString(x, y, text)


def _right(canvas: Any, y: float, text: str, *, size: int = 10, grey: float = 0) -> None:
    canvas.setFont(_font(), size)
    canvas.setFillGray(grey)
    canvas.drawRightString(RIGHT, y, text)


@cache
def _font() -> str:
    """Registered once: Latin, Chinese and kana. What it has no glyph for is shown as an empty box."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    name = "NotoSansSC"
    registerFont(TTFont(name, str(files("argosy.settlement").joinpath("fonts/NotoSansSC-Subset.ttf"))))
    return name
