"""Whether an answer is one that the OpenAPI document names for its operation: its status, what it is written in, its code."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DOCUMENT = Path(__file__).parents[2] / "docs" / "openapi.json"


def undocumented(key: str, status: int, media: str, body: str) -> str:
    """What the document does not say of this answer of `POST /v1/orders`; nothing for no operation of it."""
    method, _, path = key.partition(" ")
    operations = {name.upper(): operation for name, operation in document()["paths"].get(path, {}).items()}
    if method not in operations:
        return ""
    answer = _resolved(operations[method]["responses"].get(str(status)))
    if answer is None:
        return f"{key}: status {status} ({body[:200]})"
    content = answer.get("content", {})
    if (body or content) and media not in content:
        return f"{key}: {status} as {media}"
    codes = content.get(media, {}).get("schema", {}).get("properties", {}).get("code", {}).get("enum")
    if body and media == "application/problem+json" and json.loads(body)["code"] not in codes:
        return f"{key}: {status} {json.loads(body)['code']}"
    return ""


@cache
def document() -> dict[str, Any]:
    read: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return read


def _resolved(answer: dict[str, Any] | None) -> dict[str, Any] | None:
    if answer and "$ref" in answer:
        named: dict[str, Any] = document()["components"]["responses"][answer["$ref"].rpartition("/")[2]]
        return named
    return answer
