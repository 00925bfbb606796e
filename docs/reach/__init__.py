"""Which refusals a function can end with: read from the code as mypy understands it, never by running it.

A function ends with what it raises itself, what its calls end with, and what the constants and functions that it names end with
(whoever is handed a refusal or a function may raise or call it), less what it catches. mypy knows which function a call
means; a method means those of the subclasses too, and a protocol's those of every class that has its names.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from mypy.build import build
from mypy.main import process_options
from mypy.nodes import AssignmentStmt, ClassDef, Decorator, FuncDef, NameExpr, Node, OverloadedFuncDef

from docs.reach.code import Code
from docs.reach.reader import Part, Reader

ROOT = Path(__file__).parents[2]
READ = ("layers/argosy", "functions", "events")

Ends = frozenset[str]
"""Full names of refusals; and `:code` for what pydantic is told of a field."""


class Reach:
    """What each function, each constant of a module and each attribute of a class can end with, by its full name."""

    def __init__(self, code: Code) -> None:
        self.code = code
        parts: dict[str, Part] = defaultdict(Part)
        for tree in code.files:
            _define(code, parts, tree.fullname, tree.defs)
        self._ends: dict[str, Ends] = dict.fromkeys(parts, frozenset())
        users: dict[str, set[str]] = defaultdict(set)
        for name, part in parts.items():
            for used in part.all_names():
                users[used].add(name)
        waiting = list(parts)
        while waiting:  # until nothing changes, for functions call each other in circles
            ends = self._of(parts[name := waiting.pop()])
            if ends != self._ends[name]:
                self._ends[name] = ends
                waiting += users[name]

    @property
    def names(self) -> set[str]:
        """Of whatever can end with something."""
        return set(self._ends)

    def ends(self, *names: str) -> Ends:
        """What any of these can end with. Raises KeyError for one that does not exist."""
        return frozenset().union(*(self._ends[name] for name in names))

    def _of(self, part: Part) -> Ends:
        ends = part.raises.union(*(self._ends.get(name, frozenset()) for name in part.names))
        for attempt, caught in part.tries:
            ends |= {end for end in self._of(attempt) if not self.code.bases(end) & caught}
        return frozenset(ends)


def _define(code: Code, parts: dict[str, Part], owner: str, statements: Iterable[Node]) -> None:
    """The parts of a module or a class."""
    for statement in statements:
        match statement:
            case ClassDef():
                _define(code, parts, statement.fullname, statement.defs.body)
            case FuncDef():
                Reader(code, parts[statement.fullname]).read(statement)
            case Decorator():
                Reader(code, parts[statement.func.fullname]).read(statement)
            case OverloadedFuncDef():
                for each in statement.items:
                    _define(code, parts, owner, [each])
            case AssignmentStmt(lvalues=targets, rvalue=value):
                for target in targets:
                    if isinstance(target, NameExpr):
                        Reader(code, parts[f"{owner}.{target.name}"]).read(value)
            case _:
                continue


@cache
def reach() -> Reach:
    """The whole code, read in some twenty seconds as pyproject.toml has mypy read it."""
    places = [str(ROOT / place) for place in READ]
    sources, options = process_options(["--config-file", str(ROOT / "pyproject.toml"), "--no-incremental", *places])
    options.export_types = options.preserve_asts = True
    options.ignore_errors = True
    result = build(sources, options)
    return Reach(Code(result.files, result.types))
