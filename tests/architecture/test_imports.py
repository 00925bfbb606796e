"""What an import costs, a cold start pays: each function loads the packages that are listed for it and no others."""

import json
import os
import subprocess
import sys
import sysconfig
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from docs.inventory import Function, functions
from layers.dependencies.build import UNUSED

ROOT = Path(__file__).parents[2]
LISTED = tomllib.loads((Path(__file__).parent / "imports.toml").read_text())
LAYER = {line.partition("==")[0] for line in (ROOT / "layers/dependencies/requirements.txt").read_text().splitlines()}
LOOK = """
import importlib, json, os, sys
asked = json.load(sys.stdin)

class OnlyWhatLambdaHas:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in asked["foreign"]:
            raise ModuleNotFoundError(f"No module named {name!r} in the layer", name=name)

def packages():
    return sorted({name.partition(".")[0] for name in sys.modules})

sys.meta_path.insert(0, OnlyWhatLambdaHas())
for module in asked["shared"]:
    importlib.import_module(module)
print(json.dumps(["shared", packages()]), flush=True)
for function in asked["functions"]:
    child = os.fork()
    if child == 0:
        importlib.import_module("functions." + function.replace("/", "."))
        print(json.dumps([function, packages()]), flush=True)
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, function
"""
SHARED = ["argosy.kernel.worker", "argosy.kernel.write"]
"""What every function loads. It is imported once and each function in a fork of that, which is ten times as quick."""


@cache
def in_the_layer() -> set[str]:
    """The top-level names that the locked packages bring, but for those that the layer leaves out."""
    locked = LAYER - set(UNUSED)
    brought = packages_distributions().items()
    return {top for top, owners in brought if locked & {owner.lower().replace("_", "-") for owner in owners}}


@cache
def loaded() -> dict[str, set[str]]:
    """The third-party packages that each function's import loads, with nothing there but what Lambda will have."""
    asked = {
        "functions": [f"{function.context}/{function.name}" for function in functions()],
        "foreign": sorted(set(packages_distributions()) - in_the_layer()),
        "shared": SHARED,
    }
    path = os.pathsep.join([str(ROOT), str(ROOT / "layers"), sysconfig.get_path("purelib")])
    # Without site: some packages hang themselves into the interpreter's start.
    found = subprocess.run(
        [sys.executable, "-S", "-c", LOOK],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": path},
    )
    assert found.returncode == 0, found.stderr
    brought = in_the_layer()
    return {
        name: {top for top in packages if top in brought and not top.startswith("_")}
        for name, packages in map(json.loads, found.stdout.splitlines())
    }


def groups(function: Function) -> set[str]:
    named = LISTED["loads"].get(f"{function.context}/{function.name}", [])
    return {*named, *(["tokens"] if hasattr(function.module, "app") else [])}


def listed(function: Function) -> set[str]:
    return {*LISTED["common"], *(package for group in groups(function) for package in LISTED["groups"][group])}


def test_a_function_imports_without_an_environment_and_only_what_is_listed_for_it() -> None:
    too_much = {
        name: sorted(loaded()[name] - listed(function))
        for function in functions()
        if not loaded()[name := f"{function.context}/{function.name}"] <= listed(function)
    }

    assert too_much == {}, "tests/architecture/imports.toml does not list it"


def test_what_all_functions_load_is_only_what_is_listed_for_all() -> None:
    assert loaded()["shared"] == set(LISTED["common"])


def test_the_list_names_nothing_that_is_not_loaded() -> None:
    for function in functions():
        name = f"{function.context}/{function.name}"
        for group in groups(function):
            assert set(LISTED["groups"][group]) <= loaded()[name], f"{name} no longer loads {group}"
    assert set(LISTED["loads"]) <= set(loaded())
