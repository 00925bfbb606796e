"""How a fact died, read from what lies in a dead-letter queue, whoever put it there."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from argosy.kernel import ids
from argosy.kernel.trace import REDRIVEN

PLACE = re.compile(r"argosy-([a-z_]+)-([a-z0-9_]+)", re.ASCII)
"""A function, and the queue of a listener, by its name at AWS."""
UNKNOWN = "unknown"
UNFIT = re.compile(r"[^\w.:-]+", re.ASCII)
LONGEST_CODE, LONGEST_WHY, MOST_BYTES = 80, 500, 350_000


@dataclass(frozen=True, kw_only=True)
class Death:
    """Whose death of which fact, and why. `body` is what its function is called with; `told_at` is when the fact was told."""

    listener: str
    fact_id: str
    name: str
    code: str
    why: str
    body: str
    told_at: datetime | None
    trace_id: str

    @property
    def letter_id(self) -> str:
        return ids.derived("ltr", self.listener, self.fact_id)


@dataclass(frozen=True)
class Said:
    """What one way of dying says: whose it is, why, and what its function was called with."""

    listener: str
    code: str
    why: str
    brought: Any
    call_id: str = ""


def read(message: Mapping[str, Any]) -> Death:
    """Of one message as SQS hands it over. What cannot be read is a death too, of nobody known."""
    said = _said(message)
    brought = said.brought if isinstance(said.brought, dict) else {"detail": said.brought}
    told = brought.get("detail")
    fact: dict[str, Any] = told if isinstance(told, dict) else {}
    fact_id = str(fact.get("id") or brought.get(REDRIVEN) or said.call_id or message["MessageId"])
    body = json.dumps({name: value for name, value in brought.items() if name != REDRIVEN}, ensure_ascii=False)
    return Death(
        listener=said.listener, fact_id=_fit(fact_id), name=str(fact.get("name", "schedule"))[:LONGEST_CODE],
        code=_fit(said.code), why=said.why[:LONGEST_WHY], body=body if len(body.encode()) <= MOST_BYTES else "",
        told_at=_moment(fact.get("at")), trace_id=str(fact.get("trace_id", ""))[:LONGEST_CODE],
    )  # fmt: skip


def _said(message: Mapping[str, Any]) -> Said:
    words = {name: str(value.get("StringValue", "")) for name, value in message.get("MessageAttributes", {}).items()}
    try:
        body = json.loads(message["Body"])
    except ValueError:
        return Said(UNKNOWN, "unreadable", "This is no JSON.", message["Body"])
    if isinstance(body, dict) and isinstance(context := body.get("requestContext"), dict) and "requestPayload" in body:
        return _of_a_call(context, body)
    if "listener" in words:
        return Said(words["listener"], words["code"], words["why"], body)
    if "TARGET_ARN" in words:
        return Said(_place(words["TARGET_ARN"]), words.get("ERROR_CODE", ""), words.get("ERROR_MESSAGE", ""), body)
    source = message.get("Attributes", {}).get("DeadLetterQueueSourceArn", "")
    return Said(_place(source), "retries_exhausted", "It failed at every try: its log says why.", body)


def _of_a_call(context: dict[str, Any], body: dict[str, Any]) -> Said:
    """Lambda tried a call three times, and nobody waited for it."""
    answer = body.get("responsePayload")
    failed: dict[str, Any] = answer if isinstance(answer, dict) else {}
    code = failed.get("errorType") or context.get("condition") or ""
    why = str(failed.get("errorMessage", ""))
    return Said(
        _place(context.get("functionArn")), str(code), why, body["requestPayload"], str(context.get("requestId", ""))
    )


def _place(arn: Any) -> str:
    """`orders.on_order_placed`, as the worker calls it."""
    found = PLACE.search(str(arn))
    return f"{found[1]}.{found[2]}" if found else UNKNOWN


def _fit(text: str) -> str:
    """What may stand in a key."""
    return UNFIT.sub("_", text)[:LONGEST_CODE] or UNKNOWN


def _moment(text: Any) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return found if found.tzinfo else None
