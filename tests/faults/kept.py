"""Runs that were wrong once: each is a line of seeds.txt, and repeated for ever."""

from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).with_name("seeds.txt")


def lines() -> list[str]:
    return [line for line in FILE.read_text().splitlines() if line and not line.startswith("#")]


def keep(new: Iterable[str]) -> int:
    """How many were not there yet."""
    fresh = [line for line in dict.fromkeys(new) if line not in lines()]
    if fresh:
        with FILE.open("a") as file:
            file.writelines(f"{line}\n" for line in fresh)
    return len(fresh)
