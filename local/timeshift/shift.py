"""Adds the seconds in the file `ARGOSY_CLOCK_FILE` to what `argosy.kernel.clock` says, unknown to the product."""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

CLOCK = "argosy.kernel.clock"


class _Reading:
    """What the file said when it was written last."""

    written = -1
    seconds = 0.0


def offset_seconds() -> float:
    """0 where there is no file; the file is read again only when it was written again."""
    file = Path(os.environ.get("ARGOSY_CLOCK_FILE", "/nowhere"))
    try:
        written = file.stat().st_mtime_ns
        if written != _Reading.written:
            _Reading.seconds = float(file.read_text() or 0)
            _Reading.written = written
    except (OSError, ValueError):
        return 0.0
    return _Reading.seconds


def shifted(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """The same clock, that many seconds ahead."""
    return lambda: now() + timedelta(seconds=offset_seconds())


class _Moved(Loader):
    """Loads the clock as always, then replaces its `now`; whatever else it offers asks that one."""

    def __init__(self, loader: Loader) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        module.now = shifted(module.now)  # type: ignore[attr-defined]


class _Finder(MetaPathFinder):
    """Stands in front of the other finders and answers for one name only."""

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != CLOCK or (spec := PathFinder.find_spec(name, path, target)) is None or spec.loader is None:
            return None
        spec.loader = _Moved(spec.loader)
        return spec


def install() -> None:
    """Does nothing where no clock file is named: tests and AWS keep their own time."""
    if os.environ.get("ARGOSY_CLOCK_FILE"):
        sys.meta_path.insert(0, _Finder())
