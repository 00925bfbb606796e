"""A fact that cannot be handled in its order parks its subject; mended and redriven it goes on from there."""

from collections.abc import Callable
from typing import Any

import pytest

from argosy.kernel.errors import InvalidState
from argosy.kernel.receipt import Receipt
from argosy.search import index
from argosy.search.items import DocumentItem
from functions.content import publish
from tests.content.posts import submitted
from tests.queues.conftest import Desk
from tests.support.bus import told
from tests.support.call import call
from tests.support.people import Person

SEARCH = "search.on_publication"


@pytest.fixture
def boss(join: Callable[..., Person]) -> Person:
    """Writes without a review."""
    return join("boss", "seller", "moderator")


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles that the index refuses, until they are taken out."""
    titles: list[str] = []
    show = index.show

    def refusing(document: DocumentItem, receipt: Receipt) -> None:
        if document.title in titles:
            raise InvalidState(status="poison")
        show(document, receipt)

    monkeypatch.setattr(index, "show", refusing)
    return titles


def found(word: str) -> list[str]:
    return [each["title"] for each in call("search.search", f"GET /v1/search?q={word}").ok()["data"]]


def revised(boss: Person, post_id: str, title: str) -> None:
    call(publish, f"PATCH /v1/posts/{post_id}", {"title": title}, token=boss.token).ok()


def poisoned(desk: Desk, boss: Person, poison: list[str]) -> str:
    """A boat whose second name is poison and whose third waits behind it; another boat beside it."""
    poison.append("Bad boat")
    post_id: str = submitted(boss, title="First boat")["id"]
    revised(boss, post_id, "Bad boat")
    revised(boss, post_id, "Third boat")
    submitted(boss, title="Other boat")
    desk.bus.settle()
    desk.dying.keep()
    return post_id


def test_poison_holds_up_its_own_subject_alone_and_a_redrive_resumes_in_order(
    desk: Desk, boss: Person, poison: list[str]
) -> None:
    poisoned(desk, boss, poison)
    assert sorted(found("boat")) == ["First boat", "Other boat"]
    (letter,) = desk.letters(SEARCH)
    assert letter["code"] == "invalid_state"

    poison.clear()
    desk.redrive(ids=[letter["id"]])
    desk.looked()
    assert sorted(found("boat")) == ["Other boat", "Third boat"]
    assert desk.letters(SEARCH)[0]["status"] == "done"


def test_poison_that_is_given_up_lets_its_subject_go_on_with_the_next_fact(
    desk: Desk, boss: Person, poison: list[str]
) -> None:
    post_id = poisoned(desk, boss, poison)
    (letter,) = desk.letters(SEARCH)
    desk.ask("POST /v1/admin/dead-letters/discard", {"ids": [letter["id"]], "reason": "spoilt"}).ok()
    revised(boss, post_id, "Fourth boat")
    desk.bus.settle()

    assert sorted(found("boat")) == ["Fourth boat", "Other boat"]


def test_what_rings_twice_and_late_leaves_the_newest_words(desk: Desk, boss: Person, poison: list[str]) -> None:
    post_id = submitted(boss, title="First boat")["id"]
    revised(boss, post_id, "Second boat")
    desk.bus.settle()
    facts: list[dict[str, Any]] = told("content.post_revised") + told("content.post_published")
    assert all(desk.dying.tell(SEARCH, row) for row in facts)

    assert found("boat") == ["Second boat"]
