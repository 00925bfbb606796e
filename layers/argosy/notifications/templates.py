"""What a notification says, in English and Chinese. Pure."""

from collections.abc import Mapping

from argosy.notifications.told import TEMPLATES
from argosy.notifications.words import Words


def render(kind: str, language: str, facts: Mapping[str, str]) -> Words:
    """The words of a notification. What people wrote is filled in as it is and never read as a template."""
    words = TEMPLATES[kind][language]
    return Words(words.title, words.text.format_map(facts))


def language_of(locale: str) -> str:
    """`zh` for any Chinese locale, else `en`."""
    return "zh" if locale.startswith("zh") else "en"
