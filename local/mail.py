"""The mail address of the local stack: what was "sent" by mail, text or push.

`GET /` gives the messages, newest first (`?to=` narrows), as a page to browsers and as JSON to everybody else; `GET
/quiet?timeout=30` answers when nothing moves any more; `GET /meter` gives what the functions asked of AWS.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

from local import mail_page, meter
from local.ministack import module
from local.moments import Moment, Moments, moment
from local.quiet import quiet

_pushed: list[dict[str, Any]] = []


def _said(channel: str, to: str, subject: str | None, text: str, at: Moment) -> dict[str, Any]:
    return {"channel": channel, "to": to, "subject": subject, "text": text, "at": at}


def _mails() -> list[dict[str, Any]]:
    boxes = module("services.ses")._sent_emails._data.values()
    return [
        _said(
            "email",
            to,
            sent.get("RenderedSubject") or sent.get("Subject"),
            sent.get("RenderedBodyText") or sent.get("BodyText") or "",
            sent["Timestamp"],
        )
        for box in list(boxes)
        for sent in list(box)
        for to in sent.get("To", [])
    ]


def messages(to: str | None = None) -> list[dict[str, Any]]:
    """Newest first; `at` is the stack's time when it was sent, which `./argosy clock` moves."""
    found = [message for message in [*_mails(), *_pushed] if to is None or message["to"] == to]
    ordered = sorted(found, key=lambda message: float(message["at"]), reverse=True)
    return [{**message, "at": str(message["at"])} for message in ordered]


def recording(publish: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """MiniStack keeps no push and no time of a text message, so both are noted here."""

    def publish_and_note(params: Any) -> Any:
        sns = module("services.sns")
        result = publish(params)
        phone, target, text = (sns._p(params, name) for name in ("PhoneNumber", "TargetArn", "Message"))
        endpoint = sns._platform_endpoints.get(target) if target else None
        if phone and result[0] == 200:
            _pushed.append(_said("sms", phone, sns._p(params, "Subject") or None, text, moment()))
        elif endpoint is not None:
            title, body = _notification(text, sns._p(params, "MessageStructure"))
            _pushed.append(_said("push", endpoint["attributes"].get("Token", target), title, body, moment()))
        return result

    return publish_and_note


def _notification(message: str, structure: str) -> tuple[str | None, str]:
    """Title and text out of the forms that Firebase and Apple take."""
    if structure != "json":
        return None, message
    forms = json.loads(message)
    for name in ("GCM", "APNS", "APNS_SANDBOX"):
        if name in forms:
            form = json.loads(forms[name])
            shown = (
                form.get("notification")
                or form.get("fcmV1Message", {}).get("message", {}).get("notification")
                or form.get("aps", {}).get("alert")
            )
            if isinstance(shown, dict):
                return shown.get("title"), str(shown.get("body", ""))
    return None, str(forms.get("default", message))


async def serve(scope: dict[str, Any], send: Any, answer: Callable[..., Awaitable[None]]) -> None:
    query = {name: values[-1] for name, values in parse_qs(scope["query_string"].decode()).items()}
    if scope["method"] != "GET" or scope["path"] not in ("/", "/quiet", "/meter"):
        await answer(send, 404, b'{"message":"GET /, GET /quiet or GET /meter"}')
    elif scope["path"] == "/meter":
        await answer(send, 200, json.dumps(meter.sums()).encode())
    elif scope["path"] == "/quiet":
        await answer(send, 200, json.dumps(await quiet(float(query.get("timeout", 30)))).encode())
    elif b"text/html" in dict(scope["headers"]).get(b"accept", b""):
        page = mail_page.render(messages(query.get("to")), query.get("to"))
        await answer(send, 200, page.encode(), b"text/html; charset=utf-8")
    else:
        await answer(send, 200, json.dumps({"data": messages(query.get("to"))}, ensure_ascii=False).encode())


def install() -> None:
    """Puts the note-taking into MiniStack's SNS, and moments into what SES keeps."""
    sns = module("services.sns")
    sns._publish = recording(sns._publish)
    for name in ("services.ses", "services.ses_v2"):
        module(name).time = Moments()
