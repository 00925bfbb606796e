"""Our code as mypy read it: its classes, what is below them, and what a name in it can stand for."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from mypy.nodes import Expression, MemberExpr, MypyFile, RefExpr, SuperExpr, SymbolNode, TypeInfo
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

OURS = ("argosy", "functions", "events")


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
            yield from (node for base in bases if (node := own(base, named.name)))
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
        yield from (node for info in below if (node := own(info, name)))

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


def _classes(tree: MypyFile) -> Iterator[TypeInfo]:
    symbols = [symbol.node for symbol in tree.names.values()]
    return (node for node in symbols if isinstance(node, TypeInfo) and node.module_name == tree.fullname)


def _is_module(named: Expression) -> bool:
    return isinstance(named, RefExpr) and isinstance(named.node, MypyFile)


def own(info: TypeInfo, name: str) -> SymbolNode | None:
    """A member that the class has by itself."""
    return info.names[name].node if name in info.names else None
