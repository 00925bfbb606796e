"""The synthesised template as plain dictionaries: made once for the same sources, whoever asks first."""

import fcntl
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from local.home import CDK_OUT
from local.synth import synthesise


@dataclass(frozen=True)
class Resource:
    """One resource, and where it stands."""

    stack: str
    id: str
    kind: str
    properties: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.stack}/{self.id}"


@cache
def folder(stage: str = "") -> Any:
    """`cdk.out`, up to date, or that of another stage. Several test processes wait for the first."""
    kept = CDK_OUT.parent / "build"
    kept.mkdir(exist_ok=True)
    with (kept / "synth.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return synthesise(stage=stage)


@cache
def everything(stage: str = "") -> list[Resource]:
    return [
        Resource(file.name.removesuffix(".template.json"), name, known["Type"], known.get("Properties", {}))
        for file in sorted(folder(stage).glob("*.template.json"))
        for name, known in json.loads(file.read_text())["Resources"].items()
    ]


def of_kind(kind: str, stage: str = "") -> list[Resource]:
    """`of_kind("SQS::Queue")`"""
    return [resource for resource in everything(stage) if resource.kind == f"AWS::{kind}"]


def named(reference: Any) -> str:
    """The logical id behind a `Ref`, `Fn::GetAtt`, or an import of one from the state stack."""
    if isinstance(reference, dict):
        if "Ref" in reference:
            return str(reference["Ref"])
        if "Fn::GetAtt" in reference:
            return str(reference["Fn::GetAtt"][0])
        if "Fn::ImportValue" in reference:
            exported = re.search(r"ExportsOutput(?:Ref|FnGetAtt)(\w+?[0-9A-F]{8})", str(reference["Fn::ImportValue"]))
            return exported.group(1) if exported else str(reference["Fn::ImportValue"])
    return json.dumps(reference)


def function_of(resource: Resource) -> str:
    """`identity/register` for its Lambda."""
    return str(resource.properties["Handler"]).removeprefix("functions.").removesuffix(".handler").replace(".", "/")


def statements(role: Resource) -> Iterator[dict[str, Any]]:
    """What a role's inline policies say, actions and resources always as lists."""
    for policy in role.properties.get("Policies", []):
        for statement in policy["PolicyDocument"]["Statement"]:
            yield statement | {name: _list(statement[name]) for name in ("Action", "Resource")}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
