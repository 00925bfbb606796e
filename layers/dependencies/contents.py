"""What the layer holds and how much of Lambda's room it takes, package by package."""

from collections import Counter
from pathlib import Path

UNZIPPED_LIMIT_MB = 250  # of a function with all its layers
MOST_MB = 200
"""Of which these packages may take so much: the rest is for what is ours (docs/quotas.md)."""

_RECORDS = "*.dist-info/RECORD"


def owners(site: Path) -> dict[str, str]:
    """The package of each top entry of a folder with wheels as they were unpacked; `RECORD` says which brought it."""
    found: dict[str, str] = {}
    for record in sorted(site.glob(_RECORDS)):
        package = record.parent.name.removesuffix(".dist-info").replace("-", " ")
        found |= {line.split("/")[0].split(",")[0]: package for line in record.read_text().splitlines()}
    return found


def sizes(site: Path, owner: dict[str, str]) -> dict[str, int]:
    """Bytes by package of what is there now, the largest first."""
    total: Counter[str] = Counter()
    for file in site.rglob("*"):
        if file.is_file():
            total[owner[_top(file.relative_to(site))]] += file.stat().st_size
    return dict(total.most_common())


def _top(file: Path) -> str:
    """`six.py` for `__pycache__/six.cpython-313.pyc`: what was compiled counts for whoever brought it."""
    return file.name.split(".")[0] + ".py" if file.parts[0] == "__pycache__" else file.parts[0]


def described(archive: Path, packages: dict[str, int]) -> str:
    """A line for each package, and the whole. Raises ValueError where it is too much for a function."""
    lines = [f"{_mb(size)}  {package}" for package, size in packages.items()]
    zipped, unzipped = archive.stat().st_size, sum(packages.values())
    whole = f"{archive}: {len(packages)} packages, {zipped / 1e6:.1f} MB zipped, {unzipped / 1e6:.1f} MB unzipped"
    if unzipped > MOST_MB * 1e6:
        raise ValueError(f"{whole}: {MOST_MB} MB at most, or functions cannot be deployed with it")
    return "\n".join([*lines, f"{whole} of {UNZIPPED_LIMIT_MB} MB"])


def _mb(size_bytes: int) -> str:
    return f"{size_bytes / 1e6:8.2f} MB"
