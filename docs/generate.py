"""`python -m docs.generate [--check]`: writes the documents that follow from the code, or says which no longer do.

Who may do what (authorization.md) is written too, and not checked here: tests/authorization plays it again, cell by cell.
"""

import json
import sys
from pathlib import Path

from bench.costs import asleep
from bench.costs.table import table as costs
from docs.atlas import atlas
from docs.openapi import document
from docs.quotas import quotas
from docs.used import Assembly
from local.synth import synthesise
from tests.authorization import matrix as authorization

HERE = Path(__file__).parent


def written() -> dict[Path, str]:
    """Each generated document with its content, the same for the same code."""
    assembly = Assembly.read(synthesise())
    return {
        HERE / "openapi.json": json.dumps(document(), indent=1, ensure_ascii=False) + "\n",
        HERE / "atlas.md": atlas(),
        HERE / "costs.md": costs() + "\n" + asleep.page(assembly),
        HERE / "quotas.md": quotas(assembly),
    }


def stale() -> list[Path]:
    """The documents that are not what the code says."""
    return [
        file for file, content in written().items() if not file.exists() or file.read_text(encoding="utf-8") != content
    ]


def main(arguments: list[str]) -> int:
    if "--check" in arguments:
        for file in (old := stale()):
            sys.stderr.write(f"{file.relative_to(HERE.parent)} is out of date: run python -m docs.generate\n")
        return 1 if old else 0
    for file, content in written().items():
        file.write_text(content, encoding="utf-8")
    authorization.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
