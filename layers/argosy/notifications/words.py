"""The words of one notification. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """A title and a sentence."""

    title: str
    text: str
