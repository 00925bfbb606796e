"""The whole of it: single faults on both tables, pairs of faults, duels, crowds, former failures and planted bugs."""

import hashlib
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.faults.calls import ROOT
from tests.faults.duel import DUELS
from tests.faults.kept import lines
from tests.faults.lab import TableName
from tests.faults.pool import Pool, Task, pool
from tests.faults.report import Report
from tests.faults.workshop import Piece, Workshop, bugs, meetings, workshop

Progress = Callable[[str], None]
CHUNK = 25


@dataclass(frozen=True)
class Wish:
    """How much of each. The same wish is the same runs, whatever the number of processes."""

    tables: tuple[TableName, ...] = ("memory", "moto")
    pairs: int = 20_000
    ways: int = 2_000
    faults_a_duel: int = 100
    seeds: int = 5_000
    seed: int = 20_261_120
    bugs: bool = True
    processes: int = 1


def campaign(wish: Wish, progress: Progress) -> Report:
    began, report = time.monotonic(), Report(processes=wish.processes)
    if "moto" in wish.tables:
        with workshop("moto") as made, pool(made, wish.processes) as workers:
            _singles(made, workers, "moto", report, progress)
    if "memory" in wish.tables:
        with workshop() as made, pool(made, wish.processes) as workers:
            _singles(made, workers, "memory", report, progress)
            _everything_else(made, workers, wish, report, progress)
    report.seconds = round(time.monotonic() - began, 1)
    return report


def _everything_else(made: Workshop, workers: Pool, wish: Wish, report: Report, progress: Progress) -> None:
    kept = [("again", (line,)) for line in lines()]
    _all(workers, "former failures", kept, report, progress)
    share = [("pairs", (CHUNK, wish.seed + number)) for number in range(wish.pairs // CHUNK)]
    _all(workers, "double faults", share, report, progress)
    _single_faults_of_duels(workers, report, progress)
    _duels(workers, wish, report, progress)
    seeds = [("seeds", (range(first, first + CHUNK),)) for first in range(wish.seed, wish.seed + wish.seeds, CHUNK)]
    _all(workers, "seeds", seeds, report, progress)
    for caught in workers.each([("hunt", (bug.name,)) for bug in (bugs() if wish.bugs else bugs()[:1])]):
        report.bugs.append(caught)
        progress(f"planted: {caught.bug} {'caught' if caught.run is not None else 'NOT CAUGHT'}")


def _singles(made: Workshop, workers: Pool, table: str, report: Report, progress: Progress) -> None:
    plans = made.singles()
    tasks: list[Task] = [("story", (plans[first : first + CHUNK],)) for first in range(0, len(plans), CHUNK)]
    with _all_met(f"single faults on {table}", report) as wanted:
        _all(workers, f"single faults on {table}", tasks, report, progress)
        wanted.update(meetings(made.sweep.calls))


def _single_faults_of_duels(workers: Pool, report: Report, progress: Progress) -> None:
    tasks: list[Task] = [("duel_with_every_fault", (duel.name,)) for duel in DUELS]
    with _all_met("single faults of duels", report) as wanted:
        for piece in _all(workers, "single faults of duels", tasks, report, progress):
            wanted.update(piece.wanted)


@contextmanager
def _all_met(mode: str, report: Report) -> Iterator[set[tuple[str, str]]]:
    """Whether each call site has met each of its faults in this mode alone."""
    wanted: set[tuple[str, str]] = set()
    before, report.figures.hit = report.figures.hit, set()
    yield wanted
    met = wanted & report.figures.hit
    report.pairs, report.pairs_hit = report.pairs + len(wanted), report.pairs_hit + len(met)
    report.not_hit += sorted(f"{place} {fault} in {mode}" for place, fault in wanted - met)
    report.figures.hit |= before


def _duels(workers: Pool, wish: Wish, report: Report, progress: Progress) -> None:
    tasks: list[Task] = [("duel", (duel.name, wish.ways, wish.faults_a_duel, wish.seed)) for duel in DUELS]
    for duel, piece in zip(DUELS, _all(workers, "duels", tasks, report, progress), strict=True):
        report.capped += [duel.name] if piece.capped else []


def _all(workers: Pool, mode: str, tasks: list[Task], report: Report, progress: Progress) -> list[Piece]:
    pieces = []
    for number, piece in enumerate(workers.each(tasks), 1):
        pieces.append(piece)
        report.note(mode, piece)
        if number % 10 == 0 or number == len(tasks):
            progress(f"{mode}: {report.runs[mode]} runs, {number * 100 // len(tasks)} %, {len(report.wrong)} wrong")
    return pieces


def turn(of: int) -> int:
    """Whose turn it is: it follows from the product's own text, so the same code meets the same sample."""
    digest = hashlib.sha256()
    for path in _sources():
        digest.update(path.read_bytes())
    return int.from_bytes(digest.digest()[:4], "big") % of


def _sources() -> Iterator[Any]:
    for folder in ("layers/argosy", "functions", "events"):
        yield from sorted((ROOT / folder).rglob("*.py"))
