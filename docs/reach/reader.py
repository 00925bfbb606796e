"""What the statements of a function can end with, before it is known what the functions that they name end with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from mypy.nodes import (
    Argument,
    CallExpr,
    Decorator,
    Expression,
    FuncDef,
    IndexExpr,
    MemberExpr,
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
from mypy.patterns import Pattern

from docs.reach.code import Code, own

REFUSAL = "argosy.kernel.errors.Refusal"
WRONG_FIELD = "pydantic_core._pydantic_core.PydanticCustomError"
MADE_BY = ("__new__", "__init__", "__post_init__")
ASKED_ABOUT = ("isinstance", "issubclass")
REFERS = {"__match_args__", "node", "info", "original_def", "expanded", "analyzed", "call", "subject_dummy"}
"""Attributes of mypy's nodes that lead back, or to what it made of them."""


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


class Reader:
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
                    made = (own(base, name) for base in node.mro for name in MADE_BY)
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
