"""The whole of it: every single fault, pairs of faults, and every planted bug; counted, and told as a table."""

import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.faults import planted_money
from tests.faults.calls import ROOT
from tests.faults.plans import Plan, named, pairs_of, singles
from tests.faults.planted import BUGS, Bug
from tests.faults.sweep import Result, Sweep

SEEDS = Path(__file__).with_name("seeds.txt")
SEED = 20_261_120
PLANTED: tuple[Bug, ...] = tuple(BUGS) if planted_money else ()
Progress = Callable[[str], None]


@dataclass
class Caught:
    """Which run saw a planted bug, and by what."""

    bug: str
    what: str
    run: int | None
    by: str = ""
    replay: str = ""


@dataclass
class Report:
    """The figures of a campaign."""

    runs: int = 0
    singles: int = 0
    doubles: int = 0
    replayed: int = 0
    faults: int = 0
    calls: int = 0
    checks: int = 0
    pairs_hit: int = 0
    pairs: int = 0
    not_hit: list[str] = field(default_factory=list)
    violations: list[dict[str, str]] = field(default_factory=list)
    bugs: list[Caught] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def holds(self) -> bool:
        return not self.violations and not self.not_hit and all(bug.run is not None for bug in self.bugs)

    def spelled(self) -> dict[str, Any]:
        return asdict(self) | {"holds": self.holds}


def campaign(sweep: Sweep, *, doubles: int, seed: int, bugs: Iterable[Bug], progress: Progress) -> Report:
    """All single faults, so many double ones, the failing runs of former days, and the planted bugs."""
    began, report = time.monotonic(), Report()
    _note(report, sweep.calm())
    plans = singles(sweep.calls)
    report.pairs = len({(call.place, fault) for call in sweep.calls for fault in call.faults})
    report.singles, report.doubles = len(plans), doubles
    kept = [plan for line in seeds() if (plan := named(line, sweep.calls))]
    report.replayed = len(kept)
    _runs(sweep, plans, report, progress, "single faults")
    report.not_hit = missed(sweep)
    report.pairs_hit = report.pairs - len(report.not_hit)
    _runs(sweep, kept, report, progress, "former failures")
    _runs(sweep, pairs_of(sweep.calls, doubles, seed), report, progress, "double faults")
    figures = sweep.stage.figures
    report.runs, report.faults, report.calls, report.checks = (
        figures.runs,
        figures.faults,
        figures.calls,
        figures.checks,
    )
    for bug in bugs:
        report.bugs.append(hunted(sweep, bug))
        progress(f"planted: {bug.name} {'caught' if report.bugs[-1].run is not None else 'NOT CAUGHT'}")
    report.seconds = round(time.monotonic() - began, 1)
    return report


def missed(sweep: Sweep) -> list[str]:
    """Call sites that never met a fault that can happen to them."""
    wanted = {(call.place, fault) for call in sweep.calls for fault in call.faults}
    return sorted(f"{place} {fault}" for place, fault in wanted - sweep.stage.figures.hit)


def hunted(sweep: Sweep, bug: Bug) -> Caught:
    """Runs with the bug in the running code until one of them is wrong. The story's honest end is the measure."""
    with pytest.MonkeyPatch.context() as patch:
        bug.plant(patch)
        result = sweep.calm()
        near = {call.number for call in sweep.calls if bug.near in call.place}
        plans = iter(sorted(singles(sweep.calls), key=near.isdisjoint))
        number = 0
        while not result.wrong:
            plan = next(plans, None)
            if plan is None:
                break
            number += 1
            result = sweep.run(plan)
    sweep.calm()
    if not result.wrong:
        return Caught(bug.name, bug.what, None)
    return Caught(bug.name, bug.what, number, result.wrong[0], result.replay)


def seeds() -> list[str]:
    """Runs that were wrong once: they are repeated for ever."""
    return [line for line in SEEDS.read_text().splitlines() if line and not line.startswith("#")]


def turn(of: int) -> int:
    """Whose turn it is: it follows from the product's own text, so the same code meets the same sample."""
    digest = hashlib.sha256()
    for folder in ("layers/argosy", "functions", "events"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:4], "big") % of


def _runs(sweep: Sweep, plans: list[Plan], report: Report, progress: Progress, what: str) -> None:
    for number, plan in enumerate(plans, 1):
        _note(report, sweep.run(plan))
        if number % 50 == 0 or number == len(plans):
            progress(f"{what}: {number} of {len(plans)}, {len(report.violations)} wrong")


def _note(report: Report, result: Result) -> None:
    if result.wrong:
        report.violations.append(
            {"replay": result.replay, "wrong": result.wrong[0], "more": str(len(result.wrong) - 1)}
        )
