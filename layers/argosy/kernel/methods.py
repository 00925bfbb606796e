"""Which methods a path has, by the document of all routes: a function knows its own alone."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


def allowed(path: str) -> list[str]:
    """`["GET", "HEAD", "PATCH"]` for `/v1/me`; none for a path that the API does not have. What can be read answers HEAD."""
    methods = {method.upper() for method in _paths().get(path, {}) if method != "parameters"}
    return sorted(methods | {"HEAD"} if "GET" in methods else methods)


@cache
def _paths() -> dict[str, dict[str, Any]]:
    document = files("docs").joinpath("openapi.json").read_text(encoding="utf-8")
    paths: dict[str, dict[str, Any]] = json.loads(document)["paths"]
    return paths
