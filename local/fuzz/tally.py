"""What was answered, by who asked, part and status."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Row:
    """One actor's run over one part."""

    operations: set[str] = field(default_factory=set)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def cases(self) -> int:
        return self.statuses.total()


class Tally:
    """`tally.read("member", file, parts)`, then `tally.table()`."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str], Row] = {}

    def read(self, actor: str, counted: Path, parts: Iterable[str]) -> None:
        """The lines that the hooks wrote: an operation and the status of one answer each."""
        longest_first = sorted(parts, key=len, reverse=True)
        for line in counted.read_text().splitlines():
            told = json.loads(line)
            operation: str = told["operation"]
            part = next(each for each in longest_first if operation.startswith(f"{each}_"))
            row = self._rows.setdefault((part, actor), Row())
            row.operations.add(operation)
            row.statuses[told["status"]] += 1

    def table(self) -> str:
        """A line for each part and actor, and their sum."""
        lines = [f"{'part':<16}{'as':<12}{'operations':>10}{'cases':>8}  statuses"]
        whole = Row()
        for (part, actor), row in sorted(self._rows.items()):
            lines.append(_line(part, actor, row))
            whole.operations |= row.operations
            whole.statuses += row.statuses
        return "\n".join([*lines, _line("in all", "", whole)])

    def failed(self) -> int:
        """How many answers were 5xx."""
        return sum(count for row in self._rows.values() for status, count in row.statuses.items() if status >= 500)


def _line(part: str, actor: str, row: Row) -> str:
    statuses = " ".join(f"{status}:{count}" for status, count in sorted(row.statuses.items()))
    return f"{part:<16}{actor:<12}{len(row.operations):>10}{row.cases:>8}  {statuses}"
