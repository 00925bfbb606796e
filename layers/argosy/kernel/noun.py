"""The base of every noun: an immutable state with a version."""

from dataclasses import dataclass, replace
from typing import Any, Self

from argosy.kernel.errors import VersionConflict
from argosy.kernel.etag import IfMatch


@dataclass(frozen=True, kw_only=True)
class Noun:
    """Rules return a new one through `becomes`; it is saved on the condition that the version before it is still stored."""

    version: int = 1

    def becomes(self, **changes: Any) -> Self:
        """This noun with the changes, one version later."""
        return replace(self, version=self.version + 1, **changes)

    def at_version(self, expected: IfMatch | None) -> Self:
        """This noun, if its version is among those that the caller's `If-Match` names, or it names none; else VersionConflict."""
        if expected is not None and self.version not in expected:
            raise VersionConflict(version=self.version)
        return self
