"""Finds what belongs to the harness by the names of its files: a new duel, role or bug joins by standing in one of them."""

import importlib
from pathlib import Path

FILES = ("duels_*.py", "roles*.py", "planted_*.py")


def everything() -> None:
    """Import them all, always in the same order."""
    for pattern in FILES:
        for path in sorted(Path(__file__).parent.glob(pattern)):
            importlib.import_module(f"tests.faults.{path.stem}")
