"""What there is, read from the code itself, for the template, the documents and the tests."""

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import argosy
import events
from argosy.kernel.errors import Refusal
from argosy.kernel.outbox import Event
from argosy.kernel.permissions import Permission
from argosy.kernel.route import Route
from argosy.kernel.table import Item

FUNCTIONS = Path(__file__).parent.parent / "functions"


@dataclass(frozen=True)
class Function:
    """One file below `functions/`: one Lambda."""

    context: str
    name: str
    module: ModuleType

    @property
    def tag(self) -> str:
        return str(self.module.app.tag)

    @property
    def routes(self) -> list[Route]:
        return self.module.app.routes if hasattr(self.module, "app") else []

    @property
    def hears(self) -> tuple[type[Event], ...]:
        return getattr(self.module.handler, "events", ())

    @property
    def promise(self) -> str:
        return first_line(self.module)


@cache
def functions() -> list[Function]:
    """All of them, by context and name."""
    files = sorted(file for file in FUNCTIONS.glob("*/*.py") if file.stem != "__init__")
    return [
        Function(file.parent.name, file.stem, importlib.import_module(f"functions.{file.parent.name}.{file.stem}"))
        for file in files
    ]


@cache
def items() -> list[type[Item]]:
    return named(Item)


@cache
def facts() -> list[type[Event]]:
    return sorted(named(Event), key=lambda event: (event.name, event.event_version))


@cache
def permissions() -> list[Permission]:
    """By name. Each stands once, in its context's `permissions.py`."""
    places = [importlib.import_module(f"argosy.{found.name}") for found in pkgutil.iter_modules(argosy.__path__)]
    files = [place.__name__ for place in places if (Path(str(place.__file__)).parent / "permissions.py").exists()]
    modules = [importlib.import_module(f"{name}.permissions") for name in files]
    found = [value for module in modules for value in vars(module).values() if isinstance(value, Permission)]
    return sorted(found, key=str)


def granted(*roles: str) -> set[Permission]:
    """All that these roles may do."""
    return {permission for permission in permissions() if permission.is_given_to(roles)}


@cache
def every_refusal() -> list[type[Refusal]]:
    """Those that people meet, under a code of their own or of the refusal that they refine."""
    return [refusal for refusal in named(Refusal) if hasattr(refusal, "code")]


@cache
def refusals() -> list[type[Refusal]]:
    """Those with a code of their own: kinds have none."""
    return sorted((refusal for refusal in every_refusal() if "code" in vars(refusal)), key=lambda refusal: refusal.code)


def context_of(thing: Any) -> str:
    """`identity` for what stands in argosy.identity or events.identity."""
    return str(thing.__module__).split(".")[1]


def first_line(thing: Any) -> str:
    return next(iter((thing.__doc__ or "").strip().splitlines()), "").strip()


def named(base: type[Any]) -> list[type[Any]]:
    """The classes of ours below this one, in the order of their names."""
    _import_all()
    found: set[type[Any]] = set()
    waiting = [base]
    while waiting:
        below = waiting.pop().__subclasses__()
        waiting += below
        found.update(below)
    ours = [each for each in found if each.__module__.split(".")[0] in ("argosy", "events")]
    return sorted(ours, key=lambda each: (each.__module__, each.__qualname__))


@cache
def _import_all() -> None:
    for package in (argosy, events):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(found.name)
