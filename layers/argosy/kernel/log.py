"""One structured line per event, with the ids that join it to the rest; never a body, a token or an e-mail address."""

import json
import os
import sys
import time
from functools import cache
from typing import Any

LEVELS = {"DEBUG": 10, "INFO": 20, "WARN": 30, "WARNING": 30, "ERROR": 40, "FATAL": 50, "CRITICAL": 50}


class Log:
    """Lines of JSON as Lambda's console and Logs Insights read them: `logger().info("answered", status=200)`."""

    def __init__(self, least: str) -> None:
        """What is below this level (Lambda's own setting) is left out."""
        self.least = LEVELS.get(least.upper(), LEVELS["INFO"])

    def info(self, message: str, **fields: Any) -> None:
        self._line("INFO", message, fields)

    def warning(self, message: str, **fields: Any) -> None:
        self._line("WARNING", message, fields)

    def error(self, message: str, **fields: Any) -> None:
        self._line("ERROR", message, fields)

    def exception(self, message: str, **fields: Any) -> None:
        """An error, with the exception that is being handled and where it came from."""
        self._line("ERROR", message, fields | _exception())

    def _line(self, level: str, message: str, fields: dict[str, Any]) -> None:
        if LEVELS[level] < self.least:
            return
        code = sys._getframe(2)
        now = time.time()
        at = time.strftime(f"%Y-%m-%d %H:%M:%S,{int(now * 1000) % 1000:03d}%z", time.localtime(now))
        told = {
            "level": level,
            "location": f"{code.f_code.co_name}:{code.f_lineno}",
            "message": message,
            "timestamp": at,
        }
        told |= {"service": "argosy", **fields}
        if trace := os.environ.get("_X_AMZN_TRACE_ID"):
            told["xray_trace_id"] = trace.partition(";")[0].replace("Root=", "")
        known = {name: value for name, value in told.items() if value is not None}
        write(known)


def write(line: dict[str, Any]) -> None:
    """One line, in one piece and at once: what is written in two may stand in the log as two events."""
    text = json.dumps(line, default=str, separators=(",", ":"), ensure_ascii=False)
    sys.stdout.write(text.encode(errors="replace").decode() + "\n")  # half a surrogate pair is no reason to fail
    sys.stdout.flush()


def _exception() -> dict[str, Any]:
    import traceback  # most functions never need it

    kind, value, trace = sys.exc_info()
    if kind is None or value is None:
        return {}
    frames = [
        {"file": each.filename, "line": each.lineno, "function": each.name, "statement": each.line}
        for each in traceback.extract_tb(trace)
    ]
    return {
        "exception": "".join(traceback.format_exception(value)).rstrip("\n"),
        "exception_name": kind.__name__,
        "exception_notes": getattr(value, "__notes__", None),
        "stack_trace": {"type": kind.__name__, "value": str(value), "module": kind.__module__, "frames": frames},
    }


@cache
def logger() -> Log:
    """The function's log, made at the first use."""
    return Log(os.environ.get("AWS_LAMBDA_LOG_LEVEL", "INFO"))
