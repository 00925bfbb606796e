"""Which methods a path has, by the document of all routes: a function knows its own alone."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


def allowed(path: str) -> list[str]:
    """`["GET", "HEAD", "PATCH"]` for `/v1/me`; none for a path that the API does not have. What can be read answers HEAD."""
    methods = {method.upper() for method in _paths().get(path, {}) if method != "parameters"}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


def template_of(path: str) -> str:
    """`/v1/orders/{order_id}` for `/v1/orders/ord_1`, as the gateway finds it; the path itself where none fits."""
    given = path.split("/")
    fitting = [
        template
        for template in _paths()
        if len(parts := template.split("/")) == len(given)
        and all(part == one or (part.startswith("{") and one) for part, one in zip(parts, given, strict=True))
    ]
    return min(fitting, key=lambda template: template.count("{"), default=path)


@cache
def _paths() -> dict[str, dict[str, Any]]:
    document = files("docs").joinpath("openapi.json").read_text(encoding="utf-8")
    paths: dict[str, dict[str, Any]] = json.loads(document)["paths"]
    return paths
