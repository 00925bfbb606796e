"""The one file that `./argosy logs` shows: what functions wrote, which requests were answered, what else was called."""

import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any

from local.home import function_log

_writing = threading.Lock()

Send = Callable[[dict[str, Any]], Awaitable[None]]


def note(name: str, text: str) -> None:
    """One line, with the time and who said it."""
    with _writing, function_log().open("a") as log:
        log.write(f"{time.time():.3f}\t{name}\t{text}\n")


def answered(scope: dict[str, Any], send: Send) -> Send:
    """Notes the answer's status and how long it took; everything passes through."""
    began = time.monotonic()

    async def send_and_note(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            took = (time.monotonic() - began) * 1000
            note("http", f"{scope['method']} {scope['path']} {message['status']} in {took:.0f} ms")
        await send(message)

    return send_and_note


def called(execute: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """Notes calls by queues, streams, schedules and hand; those by HTTP are noted as requests."""

    def execute_and_note(function: Any, event: Any, *rest: Any) -> dict[str, Any]:
        began = time.monotonic()
        result = execute(function, event, *rest)
        known = event if isinstance(event, dict) else {}
        if result.get("error") or "routeKey" not in known:
            name = (function.get("config") or function)["FunctionName"]
            about = f"{len(known['Records'])} records" if "Records" in known else "called"
            outcome = f"FAILED: {result.get('body')}" if result.get("error") else "done"
            note(name, f"{about}, {outcome} in {(time.monotonic() - began) * 1000:.0f} ms")
        return result

    return execute_and_note
