"""What the synthesised templates use of what an account allows, counted one way for each quota (docs/quotas.py)."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from infra.edge import EVERY

Resources = list[tuple[str, str, dict[str, Any]]]
"""Stack, logical id and resource."""
Used = dict[str, int]
"""Of what, and how many: of each API its routes."""


@dataclass(frozen=True)
class Assembly:
    """The templates by stack, and the bytes of what a function of ours unpacks."""

    templates: dict[str, dict[str, Any]]
    sizes: dict[str, int]
    code_bytes: int = 0

    @classmethod
    def read(cls, folder: Path) -> "Assembly":
        files = {file.name.removesuffix(".template.json"): file for file in sorted(folder.glob("*.template.json"))}
        assets = sum(file.stat().st_size for file in folder.glob("asset.*/**/*.py") if file.is_file())
        return cls(
            {name: json.loads(file.read_text()) for name, file in files.items()},
            {name: file.stat().st_size for name, file in files.items()},
            assets,
        )

    def parts(self, name: str) -> Used:
        """How many `Resources`, `Outputs` or `Parameters` each stack has."""
        return {stack: len(template.get(name, {})) for stack, template in self.templates.items()}

    def of(self, *kinds: str) -> Resources:
        """`of("Lambda::Function")`"""
        wanted = {f"AWS::{kind}" for kind in kinds}
        return [
            (stack, name, resource)
            for stack, template in self.templates.items()
            for name, resource in template["Resources"].items()
            if resource["Type"] in wanted
        ]


def per_api(kind: str) -> Callable[[Assembly], Used]:
    """By the names of the table in infra/edge.py: an API's logical id has its name."""

    def used(assembly: Assembly) -> Used:
        ids = [json.dumps(resource["Properties"]["ApiId"]) for _, _, resource in assembly.of(kind)]
        return {cut.api_name: sum(f"Api{cut.name}" in api for api in ids) for cut in EVERY}

    return used


def every(*kinds: str) -> Callable[[Assembly], Used]:
    return lambda assembly: {"the account": len(assembly.of(*kinds))}


def each(kind: str, count: Callable[[dict[str, Any]], int]) -> Callable[[Assembly], Used]:
    return lambda assembly: {
        f"{stack}/{name}": count(resource.get("Properties", {})) for stack, name, resource in assembly.of(kind)
    }


def inline(role: dict[str, Any]) -> int:
    """Characters of all its policies without white space, which is how IAM counts."""
    return sum(len(json.dumps(said["PolicyDocument"], separators=(",", ":"))) for said in role.get("Policies", []))


def variables(function: dict[str, Any]) -> int:
    """Names and values; a reference is counted as it is spelled, which is longer than most of what it stands for."""
    return len(json.dumps(function.get("Environment", {}).get("Variables", {}), separators=(",", ":")))


def invoked(assembly: Assembly) -> Used:
    """Statements of a function's own policy, each of some 350 of its 20 480 bytes."""
    return dict(
        Counter(
            f"{stack}/{json.dumps(resource['Properties']['FunctionName'])}"
            for stack, _, resource in assembly.of("Lambda::Permission")
        )
    )


def logged(assembly: Assembly) -> Used:
    """AWS adds one by itself for the access logs, whose group is named as it wants (`/aws/vendedlogs/`)."""
    return {"the account": len(assembly.of("Logs::ResourcePolicy")) + bool(assembly.of("ApiGatewayV2::Stage"))}


def config(key: str) -> Callable[[dict[str, Any]], int]:
    return lambda distribution: len(distribution["DistributionConfig"].get(key, []))


def key_headers(policy: dict[str, Any]) -> int:
    key = policy["CachePolicyConfig"]["ParametersInCacheKeyAndForwardedToOrigin"]
    return len(key["HeadersConfig"].get("Headers", []))


def most_layers(function: dict[str, Any]) -> int:
    return len(function.get("Layers", []))
