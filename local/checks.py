"""`./argosy check`: everything that can be said about the sources without running them, each step with its time."""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from local.home import CDK_OUT, ROOT, Problem

CHECKED = ("infra", "functions", "layers", "events", "local", "bench", "docs", "tests")
TYPED = {"layers": "layers/argosy"}
Step = Callable[[], int]


def check(arguments: argparse.Namespace) -> int:
    """Goes on after a failure, so that one run shows them all; exit status 1 where any step failed."""
    there = [name for name in CHECKED if any((ROOT / name).rglob("*.py"))]
    steps: dict[str, Step] = {
        "ruff check": lambda: _run("-m", "ruff", "check", *there),
        "ruff format": lambda: _run("-m", "ruff", "format", "--check", *there),
        # layers/dependencies is read as what others import it as, `layers.dependencies`, and so not named here.
        "mypy --strict": lambda: _run("-m", "mypy", "--strict", *(TYPED.get(name, name) for name in there)),
        "import contracts": lambda: _tool("lint-imports"),
        "template": _template,
        "generated documents": lambda: _run("-m", "docs.generate", "--check"),
    }
    failed = [name for name, step in steps.items() if not _timed(name, step)]
    print(
        f"{len(steps) - len(failed)} of {len(steps)} checks passed"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


def _timed(name: str, step: Step) -> bool:
    print(f"· {name}", flush=True)
    began = time.monotonic()
    try:
        status = step()
    except Problem as problem:
        print(problem)
        status = 1
    print(f"  {'ok' if status == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s", flush=True)
    return status == 0


def _template() -> int:
    from local.synth import synthesise

    synthesise()
    templates = sorted(map(str, CDK_OUT.glob("*.template.json")))
    # W3005 asks to remove a DependsOn that the CDK writes by itself.
    return _tool("cfn-lint", "-i", "W3005", "--", *templates)


def _run(*arguments: str) -> int:
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=dict(os.environ), check=False).returncode


def _tool(name: str, *arguments: str) -> int:
    return subprocess.run([str(Path(sys.executable).with_name(name)), *arguments], cwd=ROOT, check=False).returncode
