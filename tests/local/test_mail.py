"""What was sent: when, by the stack's own time, and how a person and a program read it."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from local import emulator, mail, mail_page, moments


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[list[dict[str, Any]]]:
    """SES's own box, which keeps the time that its module `time` says."""
    box: list[dict[str, Any]] = []
    boxes = SimpleNamespace(_data={"here": box})
    monkeypatch.setattr(mail, "module", lambda name: SimpleNamespace(_sent_emails=boxes))
    monkeypatch.setattr(mail, "_pushed", [])
    monkeypatch.setenv("ARGOSY_CLOCK_FILE", str(tmp_path / "clock"))
    yield box


def send(box: list[dict[str, Any]], subject: str, ahead_seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moments, "offset_seconds", lambda: ahead_seconds)
    noted = {"To": ["bo@example.com"], "Subject": subject, "BodyText": "Your code is 123456.\nKeep it."}
    box.append({**noted, "Timestamp": moments.Moments().time()})


def answered(accept: str, query: bytes = b"") -> tuple[str, str]:
    """Content type and body of `GET /`."""
    said: list[dict[str, Any]] = []

    async def keep(message: dict[str, Any]) -> None:
        said.append(message)

    scope = {"method": "GET", "path": "/", "query_string": query, "headers": [(b"accept", accept.encode())]}
    asyncio.run(mail.serve(scope, keep, emulator.answer))
    return dict(said[0]["headers"])[b"content-type"].decode(), said[1]["body"].decode()


def test_a_mail_keeps_the_stacks_time_of_its_sending_when_the_clock_moves_on(
    sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(sent, "first", 0, monkeypatch)
    before = mail.messages()[0]["at"]
    send(sent, "second", 10 * 86_400, monkeypatch)

    assert [each["subject"] for each in mail.messages()] == ["second", "first"]
    assert mail.messages()[1]["at"] == before
    assert mail.messages()[0]["at"] > before


def test_after_a_reset_of_the_clock_the_newest_mail_is_still_the_first_so_a_code_is_never_an_old_one(
    sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(sent, "in ten days", 10 * 86_400, monkeypatch)
    send(sent, "today", 0, monkeypatch)

    assert [each["subject"] for each in mail.messages("bo@example.com")] == ["today", "in ten days"]


def test_a_browser_gets_a_page_and_everybody_else_json(
    sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(sent, "<script>alert(1)</script>", 0, monkeypatch)
    kind, page = answered("text/html,application/xhtml+xml,*/*;q=0.8")
    assert kind == "text/html; charset=utf-8"
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    assert "Your code is 123456.\nKeep it." in page
    assert 'href="/?to=bo%40example.com"' in page

    for accept in ("*/*", "application/json"):
        kind, body = answered(accept)
        assert kind == "application/json"
        assert json.loads(body)["data"][0]["subject"] == "<script>alert(1)</script>"


def test_a_page_of_one_address_shows_only_its_messages_and_leads_back(
    sent: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    send(sent, "hers", 0, monkeypatch)
    _, page = answered("text/html", b"to=nobody@example.com")
    assert "Nothing was sent yet." in page
    assert "to nobody@example.com" in page
    assert '<a href="/">' in page


def test_a_page_of_very_many_says_that_it_shows_the_newest() -> None:
    one = {"channel": "email", "to": "bo@example.com", "subject": None, "text": "x", "at": "2026-11-20T04:08:00Z"}
    page = mail_page.render([one] * 201, None)
    assert page.count("<tr>") == 200 + 1
    assert "The newest 200 of 201 are shown." in page
