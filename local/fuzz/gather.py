"""Real ids for a run: every list and thing of the document that somebody may read, asked for with what was found so far."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice, product
from typing import Any

from local.fuzz.known import Known, Scalar
from local.people import Visitor

ROUNDS = 3
OF_EACH = 8


def gather(visitor: Visitor, document: Mapping[str, Any], known: Known) -> None:
    """Three rounds: lists, the things that they name, and what those name."""
    asked: set[str] = set()
    for _ in range(ROUNDS):
        for path, operations in document["paths"].items():
            if "get" in operations and path.startswith("/v1/"):
                for address in islice(_addresses(path, operations["get"].get("parameters", []), known), OF_EACH):
                    if address not in asked:
                        asked.add(address)
                        answer = visitor.ask("GET", address)
                        if answer.is_success and "json" in answer.headers.get("Content-Type", ""):
                            known.learn(answer.json())


def wishes(document: Mapping[str, Any], known: Known) -> dict[str, Any]:
    """A well-made body for each operation that takes one, by its id: those of the authorization matrix."""
    from tests.authorization import things

    there = defaultdict(lambda: f"usr_{things.UNKNOWN}", {name: values[-1] for name, values in known.all().items()})
    bodies = things.wishes(there) | dict.fromkeys(things.GIVE_A_REASON, things.REASON)
    return {
        operation["operationId"]: bodies[f"{method.upper()} {path}"]
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if f"{method.upper()} {path}" in bodies
    }


def _addresses(path: str, parameters: list[dict[str, Any]], known: Known) -> Iterator[str]:
    """With each combination of what is known for its parameters, the newest first; none where one of them has no value."""
    needed = [each for each in parameters if each["in"] == "path" or (each["in"] == "query" and each.get("required"))]
    for values in product(*(_values(each, known) for each in needed)):
        address, query = path, []
        for parameter, value in zip(needed, values, strict=True):
            if parameter["in"] == "path":
                address = address.replace(f"{{{parameter['name']}}}", str(value))
            else:
                query.append(f"{parameter['name']}={value}")
        yield f"{address}?{'&'.join(query)}" if query else address


def _values(parameter: Mapping[str, Any], known: Known) -> list[Scalar]:
    schema = parameter["schema"]
    kind = schema.get("pattern", "")[1:4] if schema.get("pattern", "")[4:5] == "_" else ""
    found: list[Scalar] = schema.get("enum") or known.named(kind or parameter["name"])[::-1]
    return found
