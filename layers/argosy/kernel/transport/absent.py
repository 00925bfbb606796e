"""pynamodb without botocore: its models spell items, and its client, which is all that needs botocore, is never made."""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

MISSED = (
    "",
    ".client",
    ".config",
    ".credentials",
    ".endpoint",
    ".exceptions",
    ".hooks",
    ".model",
    ".session",
    ".signers",
)
"""What of botocore pynamodb 6.1 names when it is imported."""


class _Empty(ModuleType):
    """Whatever is asked of it is an exception that nobody raises: a base class, a type, something to catch."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        setattr(self, name, made := type(name, (Exception,), {}))
        return made


def import_pynamodb() -> None:
    """Imports it over empty modules, and takes them away again. Where botocore is there already, it is what pynamodb gets."""
    if "botocore" in sys.modules or "pynamodb" in sys.modules:
        return
    empty = {f"botocore{name}": _Empty(f"botocore{name}") for name in MISSED}
    for name, module in empty.items():
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(empty[parent], child, module)
    sys.modules |= empty
    try:
        import_module("pynamodb.models")
    finally:
        for name in empty:
            del sys.modules[name]
