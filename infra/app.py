"""The CDK app: `python -m infra.app` writes `cdk.out`, with or without the CDK's own CLI around it."""

import importlib
import json
import os
import pkgutil
import sys
import tempfile
from pathlib import Path

import aws_cdk as cdk

from infra import contexts, nag
from infra.code import ROOT, Code
from infra.constructs import Context
from infra.platform import Platform

OUT = Path(os.environ.get("CDK_OUTDIR", ROOT / "cdk.out"))


def build(staging: Path) -> cdk.App:
    """All stacks: state, then one per module of infra/contexts, then those that come last."""
    given = json.loads((ROOT / "cdk.json").read_text())["context"]
    # The CLI hands its own context over by environment, and that wins; without the CLI nobody else would read cdk.json.
    given |= json.loads(os.environ.get("CDK_CONTEXT_JSON", "{}"))
    # cfn-lint, one of the checks, says what the library's own validation says, which is half of a synthesis.
    app = cdk.App(context=given, analytics_reporting=False, outdir=str(OUT), builtin_cloud_formation_validation=False)
    code = Code.staged(staging, dependencies=given.get("dependencies_layer"), compile_with=given.get("compile_with"))
    platform = Platform(app, code, given)
    placed: list[Context] = []
    for place in sorted(_places(), key=lambda place: (place.last, place.__name__)):
        context = place(app, platform)  # type: ignore[call-arg]  # a subclass knows its name and takes the rest
        if context.last:
            for other in placed:
                context.add_stack_dependency(other)
        placed.append(context)
    nag.check(app)
    return app


def _places() -> list[type[Context]]:
    modules = [
        importlib.import_module(f"{contexts.__name__}.{found.name}")
        for found in pkgutil.iter_modules(contexts.__path__)
    ]
    own = [
        value
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and value.__module__ == module.__name__
    ]
    return [value for value in own if issubclass(value, Context)]


def main() -> int:
    """0 with the templates in cdk.out; 1 with the findings on stderr."""
    with tempfile.TemporaryDirectory() as staging:
        try:
            build(Path(staging)).synth()
        except RuntimeError as refused:
            sys.stderr.write(f"{refused}\n{nag.findings(OUT)}")
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
