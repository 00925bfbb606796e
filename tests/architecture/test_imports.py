"""What an import costs, a cold start pays: each function loads the packages that are listed for it and no others."""

import os
import subprocess
import sys
import sysconfig
import tomllib
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from docs.inventory import Function, functions
from layers.dependencies.build import UNUSED

ROOT = Path(__file__).parents[2]
LISTED = tomllib.loads((Path(__file__).parent / "imports.toml").read_text())
LAYER = {line.partition("==")[0] for line in (ROOT / "layers/dependencies/requirements.txt").read_text().splitlines()}
LOOK = """
import importlib, sys
function, *foreign = sys.argv[1:]

class OnlyWhatLambdaHas:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in foreign:
            raise ModuleNotFoundError(f"No module named {name!r} in the layer", name=name)

sys.meta_path.insert(0, OnlyWhatLambdaHas())
importlib.import_module(function)
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


@cache
def in_the_layer() -> set[str]:
    """The top-level names that the locked packages bring, but for those that the layer leaves out."""
    locked = LAYER - set(UNUSED)
    brought = packages_distributions().items()
    return {top for top, owners in brought if locked & {owner.lower().replace("_", "-") for owner in owners}}


@cache
def loaded() -> dict[str, set[str]]:
    """The third-party packages that each function's import loads, with nothing there but what Lambda will have."""
    names = [f"{function.context}/{function.name}" for function in functions()]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(names, pool.map(_packages, names), strict=True))


def _packages(name: str) -> set[str]:
    path = os.pathsep.join([str(ROOT), str(ROOT / "layers"), sysconfig.get_path("purelib")])
    # Without site: some packages hang themselves into the interpreter's start.
    foreign = set(packages_distributions()) - in_the_layer()
    command = [sys.executable, "-S", "-c", LOOK, f"functions.{name.replace('/', '.')}", *foreign]
    found = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": path})
    assert found.returncode == 0, found.stderr
    return {top for top in found.stdout.split() if top in in_the_layer() and not top.startswith("_")}


def listed(function: Function) -> set[str]:
    name = f"{function.context}/{function.name}"
    return {
        *LISTED["common"],
        *(LISTED["http"] if hasattr(function.module, "app") else ()),
        *LISTED["extra"].get(name, ()),
    }


def test_a_function_imports_without_an_environment_and_only_what_is_listed_for_it() -> None:
    for function in functions():
        name = f"{function.context}/{function.name}"
        assert sorted(loaded()[name] - listed(function)) == [], f"{name} loads more than imports.toml lists"


def test_the_list_names_nothing_that_is_not_loaded() -> None:
    for function in functions():
        name = f"{function.context}/{function.name}"
        assert sorted(set(LISTED["extra"].get(name, ())) - loaded()[name]) == [], f"{name} no longer loads them"
    assert set(LISTED["extra"]) <= set(loaded())
    assert {*LISTED["common"], *LISTED["http"]} <= set.union(*loaded().values())
