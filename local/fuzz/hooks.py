"""What schemathesis loads: each request is dressed by the caller, each answer is learned from and counted.

It runs in schemathesis' own environment, so it and what it imports need nothing but the standard library.
"""

import json
import os
import threading
from pathlib import Path
from typing import Any

import schemathesis

from local.fuzz.caller import Caller
from local.fuzz.known import Known

_told = json.loads(Path(os.environ["ARGOSY_FUZZ"]).read_text())
_counted = Path(_told.pop("counted"))
_caller = Caller(**{**_told, "known": Known(_told["known"])})
_writing = threading.Lock()


def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    raw = case.operation.definition.raw
    _caller.dress(raw["operationId"], [each["name"] for each in raw.get("parameters", [])], case, freely=_freely(case))


def after_call(context: Any, case: Any, response: Any) -> None:
    sent = response.request.headers.get("Authorization", "")
    if response.status_code == 401 and sent == f"Bearer {_caller.token()}":
        _caller.forget()
    body = _json(response)
    if response.status_code < 300:
        _caller.known.learn(body)
    code = body.get("code", "") if isinstance(body, dict) and response.status_code >= 400 else ""
    row = {"operation": case.operation.definition.raw["operationId"], "status": response.status_code, "code": code}
    with _writing, _counted.open("a") as file:
        print(json.dumps(row), file=file)


def _freely(case: Any) -> bool:
    """Not one of the cases that are made to show one thing each."""
    return case.meta is not None and case.meta.phase.name.value == "fuzzing"


def _json(response: Any) -> Any:
    try:
        return json.loads(response.content)
    except ValueError:
        return None


for hook in (before_call, after_call):
    schemathesis.hook(hook)
