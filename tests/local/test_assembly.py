"""Reading `cdk.out`: order, assets, and what the emulator cannot take."""

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from local.assembly import REFUSED, assets, stacks
from local.home import Problem
from tests.support.template import everything


def template_of(resources: dict[str, Any]) -> str:
    return json.dumps({"Resources": resources})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two stacks, the first by name needing the second, and one zipped asset."""

    def artifact(name: str, needs: list[str]) -> dict[str, Any]:
        known = {"templateFile": f"{name}.template.json"}
        place = "aws://unknown-account/eu-central-1"
        return {"type": "aws:cloudformation:stack", "environment": place, "properties": known, "dependencies": needs}

    bucket = {"bucketName": "assets-${AWS::AccountId}-${AWS::Region}", "objectKey": "code.zip"}
    files = {"code": {"source": {"path": "asset.code", "packaging": "zip"}, "destinations": {"here": bucket}}}
    manifest = {"type": "cdk:asset-manifest", "properties": {"file": "a.assets.json"}}
    everything = {
        "a-orders": artifact("a-orders", ["z-state", "assets"]),
        "z-state": artifact("z-state", []),
        "assets": manifest,
    }
    (tmp_path / "manifest.json").write_text(json.dumps({"artifacts": everything}))
    (tmp_path / "a.assets.json").write_text(json.dumps({"files": files}))
    (tmp_path / "asset.code").mkdir()
    (tmp_path / "asset.code" / "handler.py").write_text("handler = print")
    archive = {"Type": "AWS::Events::Archive"}
    rule = {"Type": "AWS::Events::Rule", "DependsOn": ["Archive"]}
    (tmp_path / "z-state.template.json").write_text(template_of({"Archive": archive, "Rule": rule}))
    (tmp_path / "a-orders.template.json").write_text(template_of({}))
    return tmp_path


def test_a_stack_is_deployed_after_those_that_it_needs(folder: Path) -> None:
    assert [(each.name, each.region) for each in stacks(folder, "eu-west-1")] == [
        ("z-state", "eu-central-1"),
        ("a-orders", "eu-central-1"),
    ]


def test_what_the_emulator_refuses_is_left_out_and_nothing_waits_for_it(folder: Path) -> None:
    state = stacks(folder, "eu-central-1")[0]
    assert state.body()["Resources"] == {"Rule": {"Type": "AWS::Events::Rule"}}


def test_a_folder_is_zipped_the_same_each_time_so_that_nothing_unchanged_is_sent(folder: Path) -> None:
    (asset,) = assets(folder, "eu-central-1")
    assert (asset.bucket, asset.key) == ("assets-000000000000-eu-central-1", "code.zip")
    first = asset.content()
    (folder / "asset.code" / "handler.py").touch()
    assert asset.content() == first
    assert zipfile.ZipFile(io.BytesIO(first)).namelist() == ["handler.py"]


def test_a_missing_assembly_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="argosy synth"):
        stacks(tmp_path, "eu-central-1")


def test_the_emulator_takes_every_type_of_our_templates_but_those_that_are_left_out_by_name() -> None:
    """One type that it does not know, and `./argosy up` fails as a whole."""
    look = "from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS as known; print(*known)"
    found = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    known = set(found.stdout.splitlines()[-1].split())
    ours = {resource.kind for resource in everything()}

    assert ours - known - set(REFUSED) == set()
    assert known & set(REFUSED) == set(), "it takes these by now"
