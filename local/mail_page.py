"""The mail address as a person sees it in a browser."""

from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from local.channels.page import sheet, table

_MOST_SHOWN = 200
_HEADS = ("Sent (UTC)", "To", "Message")


def render(messages: Sequence[dict[str, Any]], to: str | None) -> str:
    """`messages` newest first; `to` where only those of one address are shown."""
    whose = f'to {escape(to)} (<a href="/">to everybody</a>)' if to else "to everybody"
    older = f" The newest {_MOST_SHOWN} of {len(messages)} are shown." if len(messages) > _MOST_SHOWN else ""
    lead = (
        f"What was sent {whose} by mail, text and push, newest first, by the stack's own clock. Nothing leaves this machine;"
        f" <code>curl</code> gets the same as JSON.{older}"
    )
    rows = [_row(message) for message in messages[:_MOST_SHOWN]]
    return sheet("Mail of the local stack", lead, table(_HEADS, rows, "Nothing was sent yet."))


def _row(message: dict[str, Any]) -> str:
    at = escape(str(message["at"]).rstrip("Z").replace("T", " "))
    to = (
        f'<a href="/?to={quote(message["to"], safe="")}">{escape(message["to"])}</a><small>{message["channel"]}</small>'
    )
    subject = f"<strong>{escape(message['subject'])}</strong>" if message["subject"] else ""
    return f'<tr><td class="at">{at}<td>{to}<td class="said">{subject}<div>{escape(message["text"])}</div>'
