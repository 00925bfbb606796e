"""`./argosy invoke orders/checkout`: calls one function with its sample event, as Lambda would."""

import argparse
import base64
import json
import sys
from pathlib import Path
from typing import Any

from local.aws import client
from local.home import ROOT, Problem
from local.logs import plain
from local.names import capability as named
from local.names import meant
from local.stack import Stack, deployed
from local.stand_ins import filled

SAMPLES = ROOT / "events" / "samples"


def invoke(arguments: argparse.Namespace) -> int:
    """Prints its answer, and on stderr what it logged; exit status 1 where it failed or said no."""
    stack = deployed()
    function = named(arguments.function)
    name = deployed_name(function, stack)
    event, caller = filled(sample(function, arguments.sample), function, stack)
    if caller:
        print(f"signed in as {caller}", file=sys.stderr)
    answer = client("lambda", stack.aws, stack.region).invoke(
        FunctionName=name, LogType="Tail", Payload=json.dumps(event).encode()
    )
    for line in base64.b64decode(answer.get("LogResult", "")).decode(errors="replace").splitlines():
        if not line.startswith(("START ", "END ", "REPORT ")):
            print(f"  {plain(line)}", file=sys.stderr)
    payload = json.loads(answer["Payload"].read() or b"null")
    if isinstance(payload, dict) and isinstance(payload.get("body"), str) and payload["body"].startswith(("{", "[")):
        payload["body"] = json.loads(payload["body"])
    print(json.dumps(payload, indent=2, ensure_ascii=False))
    said_no = isinstance(payload, dict) and int(payload.get("statusCode", 200)) >= 400
    return 1 if answer.get("FunctionError") or said_no else 0


def sample(function: str, wanted: str | None) -> dict[str, Any]:
    """The event: a file, a sample of that name, or the function's own sample. Raises Problem."""
    choices = [SAMPLES / f"{function}.json"] if wanted is None else [Path(wanted), SAMPLES / f"{wanted}.json"]
    for choice in choices:
        if choice.is_file():
            return _event(choice)
    raise Problem(f"no sample event: looked for {' and '.join(map(str, choices))}")


def _event(file: Path) -> dict[str, Any]:
    try:
        event = json.loads(file.read_bytes())
    except (OSError, ValueError) as error:
        raise Problem(f"{file} cannot be read as JSON: {error}") from None
    if not isinstance(event, dict):
        raise Problem(f"{file} is no event: an event is a JSON object")
    return event


def deployed_name(function: str, stack: Stack) -> str:
    """The name at AWS of the function whose file is `functions/<function>.py`. Raises Problem."""
    names: dict[str, str] = {}
    for page in client("lambda", stack.aws, stack.region).get_paginator("list_functions").paginate():
        names.update({capability(each["Handler"]): each["FunctionName"] for each in page["Functions"]})
    if function not in names:
        raise Problem(f"no function {function!r} is deployed{meant(function, list(names))}")
    return names[function]


def capability(handler: str) -> str:
    """`orders/checkout` for the handler `functions.orders.checkout.handler`, with dots or slashes."""
    return handler.rsplit(".", 1)[0].replace(".", "/").removeprefix("functions/")
