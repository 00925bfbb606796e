"""What users have chosen, as it is kept."""

from argosy.kernel.write import Write, save
from argosy.notifications.items import PreferencesItem
from argosy.notifications.preference import Preferences


def get(user_id: str) -> Preferences:
    item = PreferencesItem.of_user.get(user_id=user_id)
    return item.to(Preferences) if item else Preferences(user_id=user_id)


def change(preferences: Preferences) -> None:
    Write().add(save(PreferencesItem.of(preferences))).commit()
