"""Answers a known path under a method that it does not have: 405, and which methods it has.

The API leads every path's other methods here; unknown paths cost no function at all.
"""

import json
from functools import cache
from importlib.resources import files
from typing import Any

from argosy.kernel.http import Api, Raw, Request
from argosy.kernel.problem import MethodNotAllowed


class WrongMethods(Api):
    """No routes of its own: the gateway's route key has the path, the document of all routes its methods."""

    def unrouted(self, request: Request) -> Raw:
        allow = ", ".join(_methods(request.route_key.partition(" ")[2]))
        if request.method == "OPTIONS":  # a question and no mistake; the gateway adds what cross-origin callers need
            return Raw("", status=204, headers={"Allow": allow})
        raise MethodNotAllowed(allow=allow)


@cache
def _paths() -> dict[str, dict[str, Any]]:
    paths: dict[str, dict[str, Any]] = json.loads(files("docs").joinpath("openapi.json").read_text(encoding="utf-8"))[
        "paths"
    ]
    return paths


def _methods(path: str) -> list[str]:
    return sorted(method.upper() for method in _paths()[path] if method != "parameters")


app = WrongMethods(tag="platform")
handler = app.handler
