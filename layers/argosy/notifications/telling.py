"""How a context says what its facts mean for people: a function for each fact, and the words of both languages. Pure."""

from collections.abc import Callable
from typing import Any, TypeVar

from argosy.kernel.outbox import Event
from argosy.notifications.notice import Notice
from argosy.notifications.words import Words

Templates = dict[str, dict[str, Words]]
"""By the template's name, then by language: `en`, `zh`."""
Said = Callable[[Any, str, str], list[Notice]]
"""Of a fact, who caused it, and its id: what is to be said to each; nothing about what somebody did themselves."""
S = TypeVar("S", bound=Said)


class Telling:
    """`told = Telling(WORDS)`, then `@told.by(OrderPaid)` over a function that gives the notices of such a fact."""

    def __init__(self, templates: Templates) -> None:
        self.templates = templates
        self.notices: dict[type[Event], Said] = {}

    def by(self, *facts: type[Event]) -> Callable[[S], S]:
        def register(said: S) -> S:
            self.notices |= dict.fromkeys(facts, said)
            return said

        return register
