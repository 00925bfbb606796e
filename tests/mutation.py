"""`python -m tests.mutation`: changes the money rules in every small way, and says which changes no test notices.

What is changed and by which tests it is judged stands in pyproject.toml ([tool.mutmut]). Exit status 0 only where every change
was noticed, but for those that docs/mutation.md lists because they change nothing.
"""

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "mutation.md"
HOME = ROOT / "build" / "mutation"
LAID_OUT = {"src": "layers", "tests": "tests", "pyproject.toml": "pyproject.toml"}
NOTICED = {"killed", "timeout"}

Change = tuple[str, str]
"""A line as it is, and as it would be."""


def main() -> int:
    _lay_out()
    run = _mutmut("run", "--max-children", str(os.cpu_count() or 2))
    if run.returncode:
        sys.stderr.write(run.stdout[-3000:] + run.stderr[-3000:])
        return 1
    expected, met = set(_expected()), set()
    by_module: dict[str, Counter[str]] = {}
    for mutant, status in _results():
        figures = by_module.setdefault(mutant.rpartition(".")[0], Counter())
        figures["mutants"] += 1
        if status in NOTICED:
            figures["noticed"] += 1
            continue
        change = _change(mutant)
        met.add(change)
        figures["equivalent" if change in expected else "MISSED"] += 1
        if change not in expected:
            sys.stdout.write(f"MISSED  {mutant} ({status})\n  - {change[0]}\n  + {change[1]}\n")
    _tell(by_module)
    for was, would_be in sorted(expected - met):
        sys.stdout.write(f"docs/mutation.md lists what is noticed or gone:\n  - {was}\n  + {would_be}\n")
    return 0 if met == expected else 1


def _lay_out() -> None:
    """mutmut asks a module's name of its path and knows one prefix, `src`; so it works in a folder where `src` is layers/."""
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    for name, where in LAID_OUT.items():
        (HOME / name).symlink_to(ROOT / where)


def _mutmut(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("mutmut")
    known = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "layers")])}
    return subprocess.run([program, *arguments], cwd=HOME, env=known, capture_output=True, text=True, check=False)


def _results() -> Iterator[tuple[str, str]]:
    for line in _mutmut("results", "--all", "true").stdout.splitlines():
        mutant, _, status = line.strip().partition(": ")
        yield mutant, status


def _change(mutant: str) -> Change:
    lines = _mutmut("show", mutant).stdout.splitlines()
    was, would_be = (
        " ".join(line[1:].strip() for line in lines if re.match(rf"{sign}(?!{sign}{sign} )", line))
        for sign in ("-", r"\+")
    )
    return was, would_be


def _expected() -> Iterator[Change]:
    """The changes in the page's diffs: what follows a line with - stands for it."""
    was = ""
    for block in re.findall(r"```diff\n(.*?)```", PAGE.read_text(), flags=re.DOTALL):
        for line in block.splitlines():
            if line.startswith("-"):
                was = line[1:].strip()
            elif line.startswith("+"):
                yield was, line[1:].strip()


def _tell(by_module: dict[str, Counter[str]]) -> None:
    kinds = ("mutants", "noticed", "equivalent", "MISSED")
    whole: Counter[str] = sum(by_module.values(), Counter())
    sys.stdout.write(f"{'':32}" + "".join(f"{kind:>12}" for kind in kinds) + "\n")
    for module, figures in [*sorted(by_module.items()), ("together", whole)]:
        sys.stdout.write(f"{module:32}" + "".join(f"{figures[kind]:>12}" for kind in kinds) + "\n")


if __name__ == "__main__":
    sys.exit(main())
