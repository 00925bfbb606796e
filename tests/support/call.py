"""Calls a function as API Gateway would: the real handler, a real event."""

import importlib
import itertools
import json
import re
from base64 import b64decode
from collections.abc import Iterable
from dataclasses import dataclass
from types import ModuleType, SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

from argosy.kernel.route import Route
from tests.support.documented import undocumented
from tests.support.privilege import role_of

COUNT = itertools.count(1)
HERE = "127.0.0.1"


@dataclass(frozen=True)
class Reply:
    """What the client gets."""

    status: int
    headers: dict[str, str]
    text: str
    file: bytes = b""
    """What is no text."""

    @property
    def body(self) -> Any:
        return json.loads(self.text)

    @property
    def problem(self) -> str:
        """The code of a no."""
        assert self.headers["Content-Type"] == "application/problem+json", self.text
        return str(self.body["code"])

    def ok(self) -> Any:
        """The body of a yes."""
        assert self.status < 300, f"{self.status} {self.text}"
        return self.body if self.text else None


def context() -> Any:
    return SimpleNamespace(
        function_name="test",
        memory_limit_in_mb=512,
        aws_request_id=f"req-{next(COUNT)}",
        get_remaining_time_in_millis=lambda: 10_000,
        invoked_function_arn="arn:aws:lambda:eu-west-1:123456789012:function:test",
    )


def matched(method: str, path: str, routes: Iterable[Route]) -> tuple[str, dict[str, str]]:
    """What the gateway makes of a path: the route's key, and the parameters in it, decoded.

    What can be read has a route for any method, which the path's other methods come before.
    """
    keys = [(route.path, route.method) for route in routes if route.method == method != "GET"]
    keys += [(route.path, "ANY") for route in routes if route.method == "GET"]
    for template, named in keys:
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template), path)
        if found:
            return f"{named} {template}", {name: unquote(value) for name, value in found.groupdict().items()}
    return f"ANY {path}", {}


def event(
    method: str,
    target: str,
    body: str | None,
    headers: dict[str, str],
    routes: Iterable[Route] = (),
    *,
    address: str = HERE,
) -> dict[str, Any]:
    """API Gateway's HTTP API payload 2.0."""
    url = urlsplit(target)
    path = unquote(url.path)
    route_key, parameters = matched(method, url.path, routes) if routes else (f"{method} {url.path}", {})
    made: dict[str, Any] = {
        "version": "2.0",
        "routeKey": route_key,
        "pathParameters": parameters or None,
        "rawPath": path,
        "rawQueryString": url.query,
        "headers": {name.lower(): value for name, value in headers.items()},
        "isBase64Encoded": False,
        "requestContext": {
            "requestId": f"gw-{next(COUNT)}",
            "stage": "$default",
            "domainName": "api.test",
            "time": "",
            "timeEpoch": 0,
            "http": {
                "method": method,
                "path": path,
                "protocol": "HTTP/1.1",
                "sourceIp": address,
                "userAgent": "test",
            },
        },
    }
    if body is not None:
        made["body"] = body
    return made


def call(
    function: ModuleType | str,
    request: str,
    body: Any = None,
    *,
    token: str | None = None,
    key: str | None = None,
    raw: str | None = None,
    headers: dict[str, str] | None = None,
    address: str = HERE,
) -> Reply:
    """`call(publish, "POST /v1/posts", {...}, token=…)`: one request, one answer. `address` is where it comes from."""
    module = importlib.import_module(f"functions.{function}") if isinstance(function, str) else function
    method, target = request.split(" ", 1)
    text = raw if raw is not None else None if body is None else json.dumps(body)
    given = {"content-type": "application/json"} if text is not None else {}
    given |= {"authorization": f"Bearer {token}"} if token else {}
    given |= {"idempotency-key": key} if key else {}
    with role_of(module.__name__):
        given_event = event(method, target, text, given | (headers or {}), module.app.routes, address=address)
        answer = module.handler(given_event, context())
    found = {
        name: ", ".join(value) if isinstance(value, list) else str(value)
        for name, value in answer.get("headers", {}).items()
    }
    body = answer.get("body") or ""
    file = b64decode(body) if answer.get("isBase64Encoded") else b""
    asked = given_event["routeKey"].replace("ANY", "GET" if method == "HEAD" else method, 1)
    gap = undocumented(asked, answer["statusCode"], found.get("Content-Type", ""), body)
    assert not gap, f"docs/openapi.json does not say it (python -m docs.generate): {gap}"
    return Reply(answer["statusCode"], found, "" if file else body, file)
