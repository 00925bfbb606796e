"""By which ways a user wants to hear: the inbox always, registered devices, e-mail only where they asked for it."""

from dataclasses import dataclass

from argosy.kernel.noun import Noun
from argosy.kernel.write import Write, save
from argosy.notifications.items import PreferencesItem


@dataclass(frozen=True, kw_only=True)
class Preferences(Noun):
    """Before anything was chosen: no e-mail, version 0."""

    user_id: str
    email: bool = False
    version: int = 0


def get(user_id: str) -> Preferences:
    item = PreferencesItem.of_user.get(user_id=user_id)
    return item.to(Preferences) if item else Preferences(user_id=user_id)


def change(preferences: Preferences) -> None:
    Write().add(save(PreferencesItem.of(preferences))).commit()
