"""One operation, as the router, the template and the documentation read it."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, get_type_hints

from argosy.kernel.auth import Claimant
from argosy.kernel.permissions import Permission

EVERYONE = None
"""`may=EVERYONE`: no caller is needed. There is no default, so that a route without a word about it does not exist."""


@dataclass(frozen=True)
class Route:
    """One operation, as the router, the template and the documentation read it."""

    method: str
    path: str
    does: Callable[..., Any]
    may: Permission | None
    once: bool = False
    cached_seconds: int = 0

    @property
    def key(self) -> str:
        """The name under which API Gateway knows the route: `POST /v1/posts/{post_id}/submit`."""
        return f"{self.method} {self.path}"

    @cached_property
    def takes(self) -> dict[str, Any]:
        """The parameters and their types, `Annotated` kept."""
        hints = get_type_hints(self.does, include_extras=True)
        return {name: hints[name] for name in inspect.signature(self.does).parameters}

    @cached_property
    def knows_its_caller(self) -> bool:
        """Whether it matters who calls: a permission is needed, or the answer differs for some."""
        return self.may is not EVERYONE or self.believes_tokens

    @cached_property
    def believes_tokens(self) -> bool:
        """Whether a token's own word is enough here: the route takes a `Claimant`, and no account is read before it."""
        return any(shape in (Claimant, Claimant | None) for shape in self.takes.values())

    @cached_property
    def gives(self) -> Any:
        return get_type_hints(self.does).get("return")

    def of_kind(self, kind: type) -> Any:
        return next(
            (shape for shape in self.takes.values() if isinstance(shape, type) and issubclass(shape, kind)), None
        )
