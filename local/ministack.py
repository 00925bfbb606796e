"""The emulator's own modules, which have no types: the one place where they are reached into by name."""

from importlib import import_module
from typing import Any


def module(name: str) -> Any:
    """`module("services.sns")`; imported late, because MiniStack reads its environment when it is imported."""
    return import_module(f"ministack.{name}")
