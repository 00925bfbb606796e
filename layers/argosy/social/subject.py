"""What people talk about and like: a published post or product, or a visible comment."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Subject:
    """Whose it is and what it is called, as far as social needs it."""

    kind: str
    id: str
    owner_id: str
    title: str = ""
