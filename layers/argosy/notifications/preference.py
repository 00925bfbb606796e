"""By which ways a user wants to hear: the inbox always, registered devices, e-mail only where they asked for it."""

from dataclasses import dataclass

from argosy.kernel.noun import Noun


@dataclass(frozen=True, kw_only=True)
class Preferences(Noun):
    """Before anything was chosen: no e-mail, version 0."""

    user_id: str
    email: bool = False
    version: int = 0
