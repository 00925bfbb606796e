"""`./argosy invoke orders/checkout`: calls one function with its sample event, as Lambda would."""

import argparse
import base64
import json
from pathlib import Path

from local.aws import client
from local.home import ROOT, Problem
from local.logs import plain
from local.stack import Stack, running


def invoke(arguments: argparse.Namespace) -> int:
    """Prints what it logged, then its answer; exit status 1 where it failed."""
    stack = running()
    answer = client("lambda", stack.aws, stack.region).invoke(
        FunctionName=deployed(arguments.function, stack),
        LogType="Tail",
        Payload=sample(arguments.function, arguments.sample),
    )
    for line in base64.b64decode(answer.get("LogResult", "")).decode(errors="replace").splitlines():
        if not line.startswith(("START ", "END ", "REPORT ")):
            print(f"  {plain(line)}")
    payload = json.loads(answer["Payload"].read() or b"null")
    if isinstance(payload, dict) and isinstance(payload.get("body"), str) and payload["body"].startswith(("{", "[")):
        payload["body"] = json.loads(payload["body"])
    print(json.dumps(payload, indent=2, ensure_ascii=False))
    return 1 if answer.get("FunctionError") else 0


def sample(function: str, named: str | None) -> bytes:
    """The event: a file, a sample of that name, or the function's own sample."""
    folder = ROOT / "events" / "samples"
    choices = [Path(named), folder / f"{named}.json"] if named else [folder / f"{function}.json"]
    for choice in choices:
        if choice.is_file():
            return choice.read_bytes()
    raise Problem(f"no sample event: looked for {' and '.join(map(str, choices))}")


def deployed(function: str, stack: Stack) -> str:
    """The name at AWS of the function whose file is `functions/<function>.py`."""
    names: dict[str, str] = {}
    for page in client("lambda", stack.aws, stack.region).get_paginator("list_functions").paginate():
        names.update({capability(each["Handler"]): each["FunctionName"] for each in page["Functions"]})
    if function not in names:
        raise Problem(f"no function {function!r} is deployed; there are: {', '.join(sorted(names)) or 'none'}")
    return names[function]


def capability(handler: str) -> str:
    """`orders/checkout` for the handler `functions.orders.checkout.handler`, with dots or slashes."""
    return handler.rsplit(".", 1)[0].replace(".", "/").removeprefix("functions/")
