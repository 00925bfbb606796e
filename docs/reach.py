"""Which refusals a function can end with: read from the code as mypy understands it, never by running it.

A function ends with what it raises itself, what its calls end with, and what the constants and functions that it names end with
(whoever is handed a refusal or a function may raise or call it), less what it catches. mypy knows which function a call
means; a method means those of the subclasses too, and a protocol's those of every class that has its names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mypy.build import build
from mypy.find_sources import create_source_list
from mypy.nodes import (
    Argument,
    AssignmentStmt,
    CallExpr,
    ClassDef,
    Decorator,
    Expression,
    FuncDef,
    IndexExpr,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OpExpr,
    OverloadedFuncDef,
    RaiseStmt,
    RefExpr,
    Statement,
    StrExpr,
    SuperExpr,
    SymbolNode,
    TryStmt,
    TupleExpr,
    TypeInfo,
    Var,
    WithStmt,
)
from mypy.operators import op_methods
from mypy.options import Options
from mypy.patterns import Pattern
from mypy.types import (
    CallableType,
    Instance,
    LiteralType,
    Overloaded,
    TupleType,
    Type,
    TypeType,
    TypeVarLikeType,
    UnionType,
    get_proper_type,
)

ROOT = Path(__file__).parent.parent
OURS = ("argosy", "functions", "events")
REFUSAL = "argosy.kernel.errors.Refusal"
WRONG_FIELD = "pydantic_core._pydantic_core.PydanticCustomError"
MADE_BY = ("__new__", "__init__", "__post_init__")
ASKED_ABOUT = ("isinstance", "issubclass")

REFERS = {"__match_args__", "node", "info", "original_def", "expanded", "analyzed", "call", "subject_dummy"}
"""Attributes of mypy's nodes that lead back, or to what it made of them."""

Ends = frozenset[str]
"""Full names of refusals; and `:code` for what pydantic is told of a field."""


@dataclass
class Part:
    """What some statements can end with: by themselves, by what they name, and by parts of which something is caught."""

    raises: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    tries: list[tuple["Part", set[str]]] = field(default_factory=list)

    def all_names(self) -> Iterator[str]:
        yield from self.names
        for attempt, _ in self.tries:
            yield from attempt.all_names()


class Code:
    """All of ours as mypy read it: classes, what is below them, and what an expression means."""

    def __init__(self, files: dict[str, MypyFile], types: dict[Expression, Type]) -> None:
        self.files = [tree for name, tree in sorted(files.items()) if name.split(".")[0] in OURS]
        self.classes = {info.fullname: info for tree in self.files for info in _classes(tree)}
        self._types = types
        self._below: dict[str, list[TypeInfo]] = defaultdict(list)
        for info in self.classes.values():
            for base in info.mro[1:]:
                self._below[base.fullname].append(info)

    def means(self, named: Expression) -> Iterator[SymbolNode]:
        """What a name can stand for."""
        if isinstance(named, SuperExpr):
            bases = named.info.mro[1:] if named.info else []
            yield from (node for base in bases if (node := _own(base, named.name)))
        elif (
            isinstance(named, MemberExpr)
            and not _is_module(named.expr)
            and (owners := self._owners(self._types.get(named.expr)))
        ):
            for owner in owners:
                yield from self._members(owner, named.name)
        elif isinstance(named, RefExpr) and named.node is not None:
            yield named.node

    def members(self, owner: Expression, name: str) -> Iterator[SymbolNode]:
        """What a member of the object can stand for."""
        for kind in self._owners(self._types.get(owner)):
            yield from self._members(kind, name)

    def bases(self, refusal: str) -> set[str]:
        info = self.classes.get(refusal)
        return {base.fullname for base in info.mro} if info else set()

    def _members(self, owner: TypeInfo, name: str) -> Iterator[SymbolNode]:
        if (symbol := owner.get(name)) and symbol.node:
            yield symbol.node
        below: Iterable[TypeInfo] = self._below[owner.fullname]
        if owner.is_protocol:
            wanted = set(owner.protocol_members)
            below = (info for info in self.classes.values() if all(info.get(member) for member in wanted))
            # A port may be a module that is loaded by its name.
            fitting = (tree.names for tree in self.files if wanted <= set(tree.names))
            yield from (node for names in fitting if (node := names[name].node))
        yield from (node for info in below if (node := _own(info, name)))

    def _owners(self, shape: Type | None) -> list[TypeInfo]:
        match get_proper_type(shape):
            case Instance(type=info):
                return [info]
            case UnionType(items=items):
                return [info for each in items for info in self._owners(each)]
            case TypeType(item=item):
                return self._owners(item)
            case (CallableType() | Overloaded()) as made if made.is_type_obj():
                return [made.type_object()]
            case TypeVarLikeType(upper_bound=bound):
                return self._owners(bound)
            case TupleType(partial_fallback=fallback) | LiteralType(fallback=fallback):
                return [fallback.type]
            case _:
                return []


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
                _Reader(code, parts[statement.fullname]).read(statement)
            case Decorator():
                _Reader(code, parts[statement.func.fullname]).read(statement)
            case OverloadedFuncDef():
                for each in statement.items:
                    _define(code, parts, owner, [each])
            case AssignmentStmt(lvalues=targets, rvalue=value):
                for target in targets:
                    if isinstance(target, NameExpr):
                        _Reader(code, parts[f"{owner}.{target.name}"]).read(value)
            case _:
                continue


class _Reader:
    """What the statements of one function, or the value of one constant, can end with."""

    def __init__(self, code: Code, part: Part) -> None:
        self._code, self._part = code, part
        self._caught: list[tuple[str, Part]] = []
        """Of each handler around: the name that it gives to what it caught, and from where that came."""

    def read(self, node: Node) -> None:
        match node:
            case NameExpr() | SuperExpr():
                self._take(self._code.means(node))
            case MemberExpr():
                self._take(self._code.means(node))
                self.read(node.expr)
            case CallExpr(callee=NameExpr(name=asked), args=args) if asked in ASKED_ABOUT:
                self.read(args[0])
            case CallExpr(callee=RefExpr(fullname=name), args=[StrExpr(value=code), *_]) if name == WRONG_FIELD:
                self._part.raises.add(f":{code}")
            case WithStmt(expr=[CallExpr(callee=RefExpr(fullname="contextlib.suppress"), args=caught)], body=body):
                self._try(body, set(_exceptions(caught)))
            case TryStmt():
                self._read_try(node)
            case RaiseStmt(expr=raised):
                self._read_raise(raised)
            case _:
                if isinstance(node, IndexExpr):
                    self._take(self._code.members(node.base, "__getitem__"))
                if isinstance(node, OpExpr) and node.op in op_methods:
                    self._take(self._code.members(node.left, op_methods[node.op]))
                for below in _below(node):
                    self.read(below)

    def _read_try(self, attempt: TryStmt) -> None:
        caught = set(_exceptions(each for each in attempt.types if each is not None))
        body = self._try(attempt.body, caught | ({"builtins.BaseException"} if None in attempt.types else set()))
        for name, handler in zip(attempt.vars, attempt.handlers, strict=True):
            self._caught.append((name.name if name else "", body))
            self.read(handler)
            self._caught.pop()
        for part in (attempt.else_body, attempt.finally_body):
            if part:
                self.read(part)

    def _read_raise(self, raised: Expression | None) -> None:
        again = raised is None or (isinstance(raised, NameExpr) and self._caught and raised.name == self._caught[-1][0])
        if again and self._caught:
            self._part.tries.append((self._caught[-1][1], set()))
        elif raised is not None:
            self.read(raised)

    def _try(self, statements: Node, caught: set[str]) -> Part:
        around, self._part = self._part, Part()
        self.read(statements)
        body, self._part = self._part, around
        self._part.tries.append((body, caught))
        return body

    def _take(self, nodes: Iterator[SymbolNode]) -> None:
        for node in nodes:
            match node:
                case TypeInfo() if node.has_base(REFUSAL):
                    self._part.raises.add(node.fullname)
                case TypeInfo():
                    made = (_own(base, name) for base in node.mro for name in MADE_BY)
                    self._part.names |= {each.fullname for each in made if each}
                case FuncDef() | OverloadedFuncDef() | Decorator() | Var():
                    self._part.names.add(node.fullname)
                case _:
                    continue


def _below(node: Node) -> Iterator[Node]:
    """The parts of a statement or an expression."""
    for name in set(vars(type(node))["__mypyc_attrs__"]) - REFERS:
        yield from _nodes(getattr(node, name))


def _nodes(value: Any) -> Iterator[Node]:
    if isinstance(value, Statement | Expression | Pattern | Argument):
        yield value
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _nodes(each)


def _exceptions(named: Iterable[Expression]) -> Iterator[str]:
    for each in named:
        if isinstance(each, TupleExpr):
            yield from _exceptions(each.items)
        elif isinstance(each, RefExpr) and isinstance(each.node, TypeInfo):
            yield each.node.fullname


def _classes(tree: MypyFile) -> Iterator[TypeInfo]:
    symbols = [symbol.node for symbol in tree.names.values()]
    return (node for node in symbols if isinstance(node, TypeInfo) and node.module_name == tree.fullname)


def _is_module(named: Expression) -> bool:
    return isinstance(named, RefExpr) and isinstance(named.node, MypyFile)


def _own(info: TypeInfo, name: str) -> SymbolNode | None:
    return info.names[name].node if name in info.names else None


@cache
def reach() -> Reach:
    """The whole code, read in some twenty seconds."""
    options = Options()
    options.python_version = (3, 11)
    options.mypy_path = [str(ROOT), str(ROOT / "layers")]
    options.namespace_packages = options.explicit_package_bases = True
    options.export_types = options.preserve_asts = True
    options.incremental = False
    options.follow_imports = "silent"
    options.ignore_errors = options.ignore_missing_imports = True
    places = [str(ROOT / "layers" / "argosy"), str(ROOT / "functions"), str(ROOT / "events")]
    result = build(create_source_list(places, options), options)
    return Reach(Code(result.files, result.types))
