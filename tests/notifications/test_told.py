"""What people hear of, context by context: each fact is told or is nobody's, each sentence is whole in both languages."""

import re
from string import Formatter

import pytest

from argosy.kernel.outbox import Event
from argosy.notifications.told import CONTEXTS, HEARD, TEMPLATES
from argosy.notifications.words import Words
from docs.inventory import context_of, facts
from tests.notifications.nobodys import NOBODYS


def named(words: Words) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(f"{words.title} {words.text}") if name is not None}


def test_every_fact_is_told_to_somebody_or_is_said_to_be_nobodys() -> None:
    told = {fact.name for fact in HEARD}
    assert {fact.name for fact in facts()} == told | NOBODYS
    assert told & NOBODYS == set()


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_sentence_stands_in_both_languages_and_names_the_same(template: str) -> None:
    words = TEMPLATES[template]
    assert set(words) == {"en", "zh"}
    assert named(words["en"]) == named(words["zh"])
    assert all(each.title and each.text for each in words.values())
    assert re.search("[\u4e00-\u9fff]", words["zh"].title + words["zh"].text)


def test_no_two_contexts_tell_the_same_fact_or_use_the_same_template() -> None:
    assert sum(len(told.notices) for told in CONTEXTS) == len(HEARD)
    assert sum(len(told.templates) for told in CONTEXTS) == len(TEMPLATES)


@pytest.mark.parametrize("fact", HEARD, ids=lambda fact: fact.name)
def test_a_context_tells_its_own_facts_alone(fact: type[Event]) -> None:
    assert HEARD[fact].__module__.endswith(f".told.{context_of(fact)}")
