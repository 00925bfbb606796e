"""Reads the CDK's cloud assembly (`cdk.out`): its stacks in order of dependency, and the files that they need."""

import io
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.home import Problem
from local.stack import ACCOUNT

REFUSED = {
    "AWS::Events::Archive": "The archive of events is a safety net that no function asks for.",
}
"""Types for which MiniStack's CloudFormation refuses the whole template, and why it can do without."""


@dataclass(frozen=True)
class StackArtifact:
    """One CloudFormation stack to be deployed."""

    name: str
    region: str
    template: Path

    def body(self) -> dict[str, Any]:
        """The template without what the emulator refuses."""
        whole: dict[str, Any] = json.loads(self.template.read_text())
        dropped = {name for name, resource in whole["Resources"].items() if resource["Type"] in REFUSED}
        whole["Resources"] = {name: resource for name, resource in whole["Resources"].items() if name not in dropped}
        for resource in whole["Resources"].values():
            needs = resource.get("DependsOn", [])
            if kept := [name for name in ([needs] if isinstance(needs, str) else needs) if name not in dropped]:
                resource["DependsOn"] = kept
            else:
                resource.pop("DependsOn", None)
        return whole


@dataclass(frozen=True)
class FileAsset:
    """A file or folder that a template names by its place in a bucket."""

    source: Path
    zipped: bool
    bucket: str
    key: str

    def content(self) -> bytes:
        """A folder becomes a zip that is the same each time."""
        if not self.zipped or self.source.is_file():
            return self.source.read_bytes()
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for file in sorted(self.source.rglob("*")):
                if file.is_file():
                    entry = zipfile.ZipInfo(str(file.relative_to(self.source)), (1980, 1, 1, 0, 0, 0))
                    entry.external_attr = 0o644 << 16
                    archive.writestr(entry, file.read_bytes())
        return buffer.getvalue()


def _artifacts(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / "manifest.json").read_text())["artifacts"]
    except FileNotFoundError:
        raise Problem(f"{folder} holds no cloud assembly: run ./argosy synth") from None
    return found


def stacks(folder: Path, default_region: str) -> list[StackArtifact]:
    """Each stack after those that it depends on."""
    artifacts = {name: each for name, each in _artifacts(folder).items() if each["type"] == "aws:cloudformation:stack"}
    ordered: list[StackArtifact] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen or name not in artifacts:
            return
        seen.add(name)
        for needed in artifacts[name].get("dependencies", []):
            visit(needed)
        known = artifacts[name]["properties"]
        region = artifacts[name]["environment"].rsplit("/", 1)[-1]
        ordered.append(
            StackArtifact(
                name=known.get("stackName", name),
                region=default_region if region == "unknown-region" else region,
                template=folder / known["templateFile"],
            )
        )

    for name in sorted(artifacts):
        visit(name)
    return ordered


def assets(folder: Path, region: str) -> list[FileAsset]:
    """What has to be in the buckets before the stacks are deployed; templates themselves are sent on their own."""
    found: dict[tuple[str, str], FileAsset] = {}
    for artifact in _artifacts(folder).values():
        if artifact["type"] != "cdk:asset-manifest":
            continue
        for file in json.loads((folder / artifact["properties"]["file"]).read_text()).get("files", {}).values():
            source = file["source"]
            if source["path"].endswith(".template.json"):
                continue
            for place in file["destinations"].values():
                bucket = place["bucketName"].replace("${AWS::AccountId}", ACCOUNT).replace("${AWS::Region}", region)
                asset = FileAsset(folder / source["path"], source.get("packaging") == "zip", bucket, place["objectKey"])
                found[bucket, asset.key] = asset
    return list(found.values())
