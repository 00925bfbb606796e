"""The figures of a campaign, as they are printed and as JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any

from tests.faults.stage import Figures
from tests.faults.workshop import Caught, Piece, Wrong


@dataclass
class Report:
    """What was run, what was wrong, and which planted bugs were caught. Exit status 0 is `holds`."""

    runs: dict[str, int] = field(default_factory=dict)
    pairs_hit: int = 0
    pairs: int = 0
    not_hit: list[str] = field(default_factory=list)
    capped: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    bugs: list[Caught] = field(default_factory=list)
    seconds: float = 0.0
    processes: int = 1
    figures: Figures = field(default_factory=Figures)

    @property
    def holds(self) -> bool:
        return not self.wrong and not self.not_hit and all(bug.run is not None for bug in self.bugs)

    def note(self, mode: str, piece: Piece) -> None:
        self.runs[mode] = self.runs.get(mode, 0) + piece.runs
        self.wrong += piece.wrong
        self.figures.add(piece.figures)

    def spelled(self) -> dict[str, Any]:
        """As JSON; the pairs that were met are counted and not listed."""
        figures = self.figures
        sums = {"faults": figures.faults, "calls": figures.calls, "checks": figures.checks}
        rest = {name: value for name, value in asdict(self).items() if name != "figures"}
        total = {"total_runs": sum(self.runs.values())}
        return rest | total | sums | {"violations": len(self.wrong), "holds": self.holds}

    def table(self) -> str:
        caught = [bug for bug in self.bugs if bug.run is not None]
        figures = self.figures
        rows: list[tuple[str, Any]] = [("runs", sum(self.runs.values()))]
        rows += [(f"  {mode}", count) for mode, count in self.runs.items()]
        rows += [
            ("faults injected", figures.faults), ("calls made", figures.calls), ("checks", figures.checks),
            ("call site x fault", f"{self.pairs_hit} of {self.pairs}"), ("violations", len(self.wrong)),
            ("planted bugs caught", f"{len(caught)} of {len(self.bugs)}"),
            ("seconds", f"{self.seconds} ({self.processes} processes)"),
        ]  # fmt: skip
        lines = [
            f"{name:28}{value:>16,}" if isinstance(value, int) else f"{name:28}{value:>16}" for name, value in rows
        ]
        return "\n".join([*lines, *self._details()])

    def _details(self) -> list[str]:
        lines = [f"never met  {pair}" for pair in self.not_hit]
        lines += [f"capped     duel {name}: there are more ways than were gone" for name in self.capped]
        for bug in self.bugs:
            where = "MISSED" if bug.run is None else f"run {bug.run}"
            lines.append(f"{where:>8}  {bug.what} ({bug.mode})\n{'':10}{bug.by[:110]}")
        for wrong in self.wrong:
            lines.append(f"WRONG  {wrong.what} (+{wrong.more})\n       ./argosy faults --replay '{wrong.replay}'")
        return lines
